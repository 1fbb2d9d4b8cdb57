package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import dev.shiplog.ShiplogApplication;
import dev.shiplog.support.Api;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlChecker;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.RequiresChromium;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** The live log as one response that grows, also where responses are compressed. */
@TestPropertySource(properties = "server.compression.enabled=true")
class FollowPageTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void growsWithoutJavaScriptUntilItSaysTheResult() throws Exception {
    var gate = new Gate(directory);
    long id =
        deploy(
            "echo één; echo '::group::Compile'; " + gate.waitFor() + "; echo two",
            "sleep 2; exit 3");
    api().awaitLog(id, "Compile");

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage live = Monitor.open(client, address(), ADMIN, PASSWORD, id);
      var follow = live.getAnchorByText("Follow without JavaScript");
      CompletableFuture<HtmlPage> opened =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return follow.click();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      gate.open();
      HtmlPage page = opened.get(30, java.util.concurrent.TimeUnit.SECONDS);

      long lines = api().deployment(id).path("log_lines").asLong();
      assertThat(Monitor.lineIds(page)).isEqualTo(Monitor.idsTo(lines));
      assertThat(Monitor.text(page, "#L3")).isEqualTo("één");
      assertThat(page.querySelector("details#S1 details#S4 #L5").getTextContent()).isEqualTo("two");
      assertThat(Monitor.text(page, "#log")).contains("Deploying: Running the deploy command");
      assertThat(Monitor.text(page, "#result"))
          .isEqualTo(
              name(id, "Failed") + ", " + lines + " lines. Deploy command failed with exit code 3");
      assertThat(page.getTitleText()).startsWith("Live log: app-").endsWith(" – Shiplog");
      HtmlPage completed =
          ((org.htmlunit.html.HtmlAnchor) page.querySelector("#result + p a")).click();
      assertThat(Monitor.text(completed, "#mode")).isEqualTo("Completed");
    }
  }

  @Test
  void firstLinesArriveWhileTheProcessRuns() throws Exception {
    var first = new Gate(directory);
    var second = new Gate(Files.createDirectory(directory.resolve("second")));
    long id =
        deploy(
            "echo one; " + first.waitFor() + "; echo two; " + second.waitFor() + "; echo three",
            "");
    api().awaitLog(id, "\none\n");

    Stream stream = stream(address(), id);
    stream.awaitText(">one</li>");
    assertThat(stream.text()).doesNotContain(">two<");
    first.open();
    stream.awaitText(">two</li>");
    assertThat(stream.text()).doesNotContain(">three<").doesNotContain("id=\"result\"");
    second.open();
    stream.awaitText("</html>");

    Document page = Jsoup.parse(stream.text());
    assertThat(page.select("#log li").eachText()).containsSubsequence("one", "two", "three");
    assertThat(page.select("script")).isEmpty();
    assertThat(page.select("#result").text())
        .startsWith("Success: app-")
        .contains(page.select("#log li").size() + " lines");
    assertThat(HtmlChecker.errors(stream.text())).isEmpty();
    assertThat(count(stream.text(), "<ol")).isEqualTo(count(stream.text(), "</ol>"));
    assertThat(count(stream.text(), "<details")).isEqualTo(count(stream.text(), "</details>"));
    assertThat(count(stream.text(), "<section")).isEqualTo(count(stream.text(), "</section>"));
  }

  @Test
  void aServerThatGoesAwaySaysSoAndHowToGoOn() throws Exception {
    var gate = new Gate(directory);
    Stream stream;
    long id;
    try (ConfigurableApplicationContext other =
        new SpringApplicationBuilder(ShiplogApplication.class)
            .run(
                "--server.port=0",
                "--server.compression.enabled=true",
                "--shiplog.data-dir=" + directory.resolve("data"),
                "--shiplog.admin.username=" + ADMIN,
                "--shiplog.admin.password=" + PASSWORD)) {
      String site = "http://127.0.0.1:" + other.getEnvironment().getProperty("local.server.port");
      var api = new Api(site, ADMIN, PASSWORD);
      id = api.deploy(api.createApp("echo '::group::Compile'; echo one; " + gate.waitFor(), ""));
      stream = stream(site, id);
      stream.awaitText(">one</li>");
    }
    stream.awaitText("</html>");

    Document page = Jsoup.parse(stream.text());
    assertThat(page.select("#log li").eachText()).contains("one");
    assertThat(page.select("#log #result")).isEmpty();
    assertThat(page.select("#result").text()).startsWith("The server went away.");
    assertThat(page.select("#result a").attr("href")).isEqualTo("/deployments/" + id + "/follow");
  }

  @Test
  void aFinishedDeploymentLeadsToItsPageAndAForeignOneIsNotFound() throws IOException {
    long id = deploy("true", "");
    api().awaitEnd(id);
    api().call("POST", "/api/users", Map.of("username", "stranger", "password", PASSWORD));

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      Monitor.open(client, address(), ADMIN, PASSWORD, id);
      HtmlPage page = client.getPage(address() + "/deployments/" + id + "/follow");
      assertThat(page.getUrl().getPath()).isEqualTo("/deployments/" + id);
    }
    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      Monitor.open(client, address(), "stranger", PASSWORD, id);
      HtmlPage foreign = client.getPage(address() + "/deployments/" + id + "/follow");
      HtmlPage unknown = client.getPage(address() + "/deployments/999999/follow");
      assertThat(foreign.getWebResponse().getStatusCode()).isEqualTo(404);
      assertThat(Monitor.text(foreign, "main")).isEqualTo(Monitor.text(unknown, "main"));
      assertThat(Monitor.text(foreign, "h1")).isEqualTo("Not found");
    }
  }

  @Test
  @RequiresChromium
  void aBrowserShowsEachLineAsItComes() {
    var gate = new Gate(directory);
    long id = deploy("seq 1 700; " + gate.waitFor() + "; echo two", "");
    api().awaitLog(id, "\n700\n");

    try (BrowserSession session =
        SignedIn.to(
            address(), ADMIN, PASSWORD, new NewContextOptions().setJavaScriptEnabled(false))) {
      Page page = session.newPage();
      page.navigate(
          address() + "/deployments/" + id + "/follow",
          new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));

      assertThat(page.locator("#L702")).hasText("700");
      assertThat(page.locator("#result")).hasCount(0);
      gate.open();
      assertThat(page.locator("#L703")).hasText("two");
      assertThat(page.locator("#result")).containsText("703 lines");
    }
  }

  @Test
  void looksAsTheReaderChose() throws Exception {
    var gate = new Gate(directory);
    long id = deploy("echo one; " + gate.waitFor(), "");

    Stream stream = stream(address(), id, "; shiplog-look=relative.scroll");
    stream.awaitText(">one</li>");
    gate.open();
    stream.awaitText("</html>");

    Document page = Jsoup.parse(stream.text());
    assertThat(page.select("#log").attr("class")).isEqualTo("log times-relative scroll followed");
    assertThat(page.select("#L1").attr("data-in")).isEqualTo("+0:00");
  }

  private long deploy(String build, String deploy) {
    return api().deploy(api().createApp(build, deploy));
  }

  private String name(long id, String result) {
    var deployment = api().deployment(id);
    return result + ": " + deployment.path("app_name").asString() + " #1";
  }

  /** A client that unpacks what it gets and reads it at once. */
  private static Stream stream(String site, long id) throws Exception {
    return stream(site, id, "");
  }

  private static Stream stream(String site, long id, String moreCookies) throws Exception {
    String cookies;
    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      Monitor.open(client, site, ADMIN, PASSWORD, id);
      cookies =
          client.getCookieManager().getCookies().stream()
              .map(cookie -> cookie.getName() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(site + "/deployments/" + id + "/follow"))
            .timeout(Duration.ofSeconds(20))
            .header("Accept-Encoding", "gzip")
            .header("Cookie", cookies + moreCookies)
            .build();
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    return new Stream(new GZIPInputStream(response.body()));
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  /** What has arrived so far. */
  private static final class Stream {

    private final StringBuffer text = new StringBuffer();

    Stream(InputStream in) {
      var reader =
          new Thread(
              () -> {
                var bytes = new byte[8192];
                try (in) {
                  for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                    text.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
                  }
                } catch (IOException e) {
                  text.append("cut off");
                }
              });
      reader.setDaemon(true);
      reader.start();
    }

    void awaitText(String expected) {
      await().atMost(Duration.ofSeconds(30)).until(() -> text.indexOf(expected) >= 0);
    }

    String text() {
      return text.toString();
    }
  }
}
