package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.ShiplogApplication;
import dev.shiplog.support.Api;
import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.RequiresSmallDisk;
import dev.shiplog.support.SmallDisk;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people notice of a server whose disk is nearly full, full, and has space again. */
@RequiresSmallDisk
class FullDiskTest {

  private static final Duration START_UP = Duration.ofSeconds(240);
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final String ADMIN = "admin";
  private static final String PASSWORD = "correct horse battery";

  @TempDir private Path directory;

  private SmallDisk disk;
  private String address = "";
  private Api api;

  @BeforeEach
  void start() throws IOException {
    disk =
        SmallDisk.run(
            32,
            ShiplogApplication.class,
            path ->
                List.of(
                    "--server.port=0",
                    "--shiplog.data-dir=" + path.resolve("data"),
                    "--shiplog.admin.username=" + ADMIN,
                    "--shiplog.admin.password=" + PASSWORD,
                    "--shiplog.disk.warn-below=16MB"));
    await().atMost(START_UP).until(() -> port().find() || !disk.isAlive());
    Matcher port = port();
    assertThat(port.find()).as(disk.printed()).isTrue();
    address = "http://127.0.0.1:" + port.group(1);
    api = new Api(address, ADMIN, PASSWORD).withToken();
  }

  @AfterEach
  void stop() {
    disk.close();
  }

  @Test
  void isSaidBeforeItIsFullAndWorksThroughIt() throws IOException {
    var gate = new Gate(directory);
    long app = api.createApp("echo before", "");
    long old = api.deploy(app);
    api.awaitEnd(old);
    assertThat(health()).isEqualTo("UP");
    long talking =
        api.deploy(
            api.createApp(
                "echo one; " + gate.waitFor() + "; for i in $(seq 300); do seq 1000; done", ""));
    api.awaitLog(talking, "one");
    String user = user();

    try (WebClient admin = signedIn(ADMIN);
        WebClient reader = signedIn(user)) {
      disk.leave(12);
      assertThat(health()).isEqualTo("DISK_LOW");
      assertThat(warning(admin)).startsWith("The server's disk has only").contains("data");
      assertThat(warning(reader)).isEmpty();

      disk.fill();
      int saidBefore = disk.printed().length();
      gate.open();
      await().atMost(SOON).until(() -> disk.printed().contains("cannot be written; it fails"));
      for (int i = 0; i < 10; i++) {
        refusedWith507(api.send("POST", "/api/projects", "{\"name\":\"More\"}"));
        refusedWith507(api.send("POST", "/api/deployments", "{\"appId\":" + app + "}"));
        isReadable(old, admin);
      }
      HtmlPage refused = submitProject(admin);
      assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(507);
      assertThat(refused.getTitleText()).startsWith("The disk is full");
      assertThat(warning(reader)).contains("disk is full").doesNotContain("data");
      assertThat(health()).isEqualTo("DISK_FULL");
      String said = disk.printed().substring(saidBefore);
      assertThat(said).contains("is full").doesNotContain("\tat ");
      assertThat(said.lines()).hasSizeLessThan(20);

      disk.free();
      JsonNode failed = api.awaitEnd(talking);
      assertThat(failed.path("status").asString()).isEqualTo("failed");
      assertThat(failed.path("error_message").asString()).contains("disk is full");
      assertThat(api.awaitEnd(api.deploy(app)).path("status").asString()).isEqualTo("success");
      assertThat(submitProject(admin).getWebResponse().getStatusCode()).isEqualTo(200);
      assertThat(warning(admin)).isEmpty();
      assertThat(health()).isEqualTo("UP");
    }
  }

  private static void refusedWith507(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(507);
    JsonNode body = new JsonMapper().readTree(response.body());
    assertThat(body.path("success").asBoolean()).isFalse();
    assertThat(body.path("message").asString()).contains("disk is full");
    assertThat(body.path("error").asString()).isEqualTo("disk_full");
  }

  private void isReadable(long old, WebClient browser) throws IOException {
    assertThat(api.deployment(old).path("status").asString()).isEqualTo("success");
    assertThat(api.send("GET", "/api/deployments/" + old + "/log", "").body()).contains("before");
    HtmlPage page = browser.getPage(address + "/deployments/" + old);
    assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
    assertThat(page.asNormalizedText()).contains("before");
  }

  private String health() {
    HttpResponse<String> response = api.send("GET", "/actuator/health", "");
    assertThat(response.statusCode()).isEqualTo(200);
    return new JsonMapper().readTree(response.body()).path("status").asString();
  }

  private String warning(WebClient browser) throws IOException {
    HtmlPage dashboard = browser.getPage(address + "/");
    assertThat(dashboard.getWebResponse().getStatusCode()).isEqualTo(200);
    HtmlElement warning = dashboard.querySelector("#disk");
    return warning == null ? "" : warning.asNormalizedText();
  }

  private String user() {
    String name = "reader";
    api.call("POST", "/api/users", Map.of("username", name, "password", PASSWORD, "role", "USER"));
    return name;
  }

  private WebClient signedIn(String name) throws IOException {
    WebClient browser = HtmlUnitHtmx.withoutJavaScript();
    browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
    HtmlPage login = browser.getPage(address + "/login");
    login.<HtmlInput>querySelector("[name=username]").setValue(name);
    login.<HtmlInput>querySelector("[name=password]").setValue(PASSWORD);
    login.<HtmlElement>querySelector("main button").click();
    return browser;
  }

  private HtmlPage submitProject(WebClient browser) throws IOException {
    HtmlPage form = browser.getPage(address + "/projects");
    form.<HtmlInput>querySelector("main [name=name]").setValue("From the page");
    return form.<HtmlElement>querySelector("main form button").click();
  }

  private Matcher port() {
    return PORT.matcher(disk.printed());
  }
}
