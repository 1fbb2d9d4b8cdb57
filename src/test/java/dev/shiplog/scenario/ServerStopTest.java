package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.deployment.Shutdown;
import dev.shiplog.support.Api;
import dev.shiplog.support.EventClient;
import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.OwnShiplog;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people notice while the server stops, and after the next start. */
class ServerStopTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path data;
  @TempDir private Path directory;

  @Test
  void nothingNewIsBegunWhileTheServerStops() throws Exception {
    var gate = new Gate(directory);
    long running;
    long queued;
    try (WebClient browser = HtmlUnitHtmx.withoutJavaScript()) {
      OwnShiplog server = OwnShiplog.start(data, "--shiplog.runner.grace=60s");
      Api api = server.api().withToken();
      String build =
          "trap 'echo told' TERM; echo begun; until [ -e '%s/gate' ]; do sleep 0.05 || :; done";
      long app = api.createApp(build.formatted(directory), "");
      running = api.deploy(app);
      api.awaitLog(running, "\nbegun\n");
      queued = api.deploy(app);
      browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
      signIn(browser, server.address());
      HtmlPage page = browser.getPage(server.address() + "/apps/" + app);
      EventClient viewer =
          EventClient.connect(
              URI.create(server.address()).getPort(),
              api.authorization(),
              "/api/deployments/logs/stream?id=" + running);
      await().atMost(LONG).until(() -> viewer.lines().contains("begun\n"));

      Thread stopping = new Thread(server::close);
      stopping.start();
      await().atMost(LONG).until(server.get(Shutdown.class)::hasBegun);

      assertRefused(api.send("POST", "/api/deployments", "{\"appId\":" + app + "}"));
      assertRefused(api.send("POST", "/api/deployments/" + running + "/redeploy", ""));
      HtmlPage answer =
          page.<HtmlElement>querySelector("form[action$='/deployments'] button").click();
      assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(503);
      assertThat(answer.getWebResponse().getResponseHeaderValue("Retry-After")).isEqualTo("30");
      assertThat(answer.getVisibleText()).contains("This server is shutting down");
      assertThat(api.send("GET", "/api/deployments/" + running, "").statusCode()).isEqualTo(200);
      assertThat(viewer.awaitClose()).isEqualTo(1012);
      gate.open();
      stopping.join(LONG.toMillis());
      assertThat(stopping.isAlive()).isFalse();
    }
    try (OwnShiplog next = OwnShiplog.start(data)) {
      JsonNode ended = next.api().deployment(running);
      assertThat(ended.path("status").asString()).isEqualTo("failed");
      assertThat(ended.path("error_message").asString())
          .isEqualTo("Interrupted: the server was stopped");
      assertThat(next.api().send("GET", "/api/deployments/" + running + "/log", "").body())
          .contains("told\n");
      assertThat(next.api().withToken().awaitEnd(queued).path("status").asString())
          .isEqualTo("success");
    }
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("30");
    assertThat(response.body()).contains("\"success\":false").contains("shutting down");
  }

  private static void signIn(WebClient browser, String address) throws IOException {
    HtmlPage login = browser.getPage(address + "/login");
    login.<HtmlInput>querySelector("[name=username]").setValue(ShiplogTest.ADMIN);
    login.<HtmlInput>querySelector("[name=password]").setValue(ShiplogTest.PASSWORD);
    login.<HtmlElement>querySelector("main button").click();
  }
}
