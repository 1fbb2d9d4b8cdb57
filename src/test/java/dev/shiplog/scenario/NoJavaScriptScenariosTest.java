package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four scenarios, and what the buttons do, in a browser whose JavaScript is switched off. */
class NoJavaScriptScenariosTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void aCompletedSuccessIsWhole() throws IOException {
    long id = api().deploy(api().createApp("seq 1 1200", "echo deployed"));
    api().awaitEnd(id);

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage page = open(client, id);

      assertCompleted(page, "Success", 1205);
      assertThat(Monitor.text(page, "#banner"))
          .matches("Deployment successful! Completed in \\d+s");
      assertThat(Monitor.text(page, "#L1205")).isEqualTo("deployed");
    }
  }

  @Test
  void aCompletedFailureShowsItsErrorStageAndExitCode() throws IOException {
    long id = api().deploy(api().createApp("true", "echo oops >&2; exit 3"));
    api().awaitEnd(id);

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage page = open(client, id);

      assertCompleted(page, "Failed", 6);
      assertThat(Monitor.text(page, "#banner")).isEqualTo("Deploy command failed with exit code 3");
      assertThat(Monitor.text(page, "#deployment .facts"))
          .containsPattern("Failed in stage\\s*deploying");
      assertThat(Monitor.text(page, "#log li:not(.system)")).isEqualTo("oops");
    }
  }

  @Test
  void oneInProgressShowsTheLinesSoFarAndIsCompleteOnceItIsAskedForAgain() throws IOException {
    var gate = new Gate(directory);
    long id =
        api().deploy(api().createApp("echo one; " + gate.waitFor() + "; echo two", "echo three"));
    api().awaitLog(id, "\none\n");

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage page = open(client, id);
      assertLive(page, 3);
      assertThat(Monitor.text(page, "#status")).isEqualTo("Building");
      assertThat(Monitor.text(page, "#L3")).isEqualTo("one");
      gate.open();
      api().awaitEnd(id);

      HtmlPage again = showNewLines(page);

      assertCompleted(again, "Success", 7);
      assertThat(Monitor.text(again, "#L7")).isEqualTo("three");
    }
  }

  @Test
  void openedInTheMiddleALinkShowsTheNewLinesAfterTheExistingOnes() throws IOException {
    var first = new Gate(directory);
    var second = new Gate(Files.createDirectory(directory.resolve("second")));
    String build =
        "seq 1 50; " + first.waitFor() + "; seq 51 100; " + second.waitFor() + "; seq 101 150";
    long id = api().deploy(api().createApp(build, ""));
    api().awaitLog(id, "\n50\n");

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage page = open(client, id);
      assertLive(page, 52);
      first.open();
      api().awaitLog(id, "\n100\n");

      HtmlPage more = showNewLines(page);
      assertLive(more, 102);
      assertThat(more.getUrl().getRef()).isEqualTo("L52");
      second.open();
      api().awaitEnd(id);

      assertCompleted(showNewLines(more), "Success", 152);
    }
  }

  @Test
  void stopButtonStopsTheDeployment() throws IOException {
    long id = api().deploy(api().createApp("echo begun; sleep 600", ""));
    api().awaitLog(id, "\nbegun\n");

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage after = button(open(client, id), "Stop").click();

      assertThat(after.getUrl().getPath()).isEqualTo("/deployments/" + id);
      api().awaitEnd(id);
      assertThat(Monitor.text(open(after), "#status")).isEqualTo("Stopped");
      assertThat(Monitor.has(open(after), "[formaction$='/stop']")).isFalse();
    }
  }

  @Test
  void redeployButtonOpensANewDeployment() throws IOException {
    long id = api().deploy(api().createApp("echo built", ""));
    api().awaitEnd(id);

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage after = button(open(client, id), "Redeploy").click();

      String path = after.getUrl().getPath();
      assertThat(path).matches("/deployments/\\d+");
      long next = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
      assertThat(next).isGreaterThan(id);
      assertThat(api().awaitEnd(next).path("number").asInt()).isEqualTo(2);
    }
  }

  /** A new user: other tests may have filled the dashboard of the administrator already. */
  @Test
  void anEmptyDashboardOffersSampleApps() throws IOException {
    long id = api().deploy(api().createApp("true", ""));
    api().call("POST", "/api/users", Map.of("username", "newcomer", "password", PASSWORD));
    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      Monitor.open(client, address(), "newcomer", PASSWORD, id);
      HtmlPage home = client.getPage(address() + "/");

      assertThat(Monitor.text(home, "form[method=post][action='/samples'] button"))
          .isEqualTo("Add two sample apps");
    }
  }

  private HtmlPage open(WebClient client, long id) throws IOException {
    return Monitor.open(client, address(), ADMIN, PASSWORD, id);
  }

  private static HtmlPage open(HtmlPage page) throws IOException {
    return page.getWebClient().getPage(page.getUrl());
  }

  private static HtmlPage showNewLines(HtmlPage page) throws IOException {
    return page.getAnchorByText("Show new lines").click();
  }

  private static DomElement button(HtmlPage page, String text) {
    return page.querySelectorAll("button[form=act]").stream()
        .map(DomElement.class::cast)
        .filter(button -> button.getTextContent().strip().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static void assertLive(HtmlPage page, long lines) {
    assertThat(Monitor.text(page, "#mode")).isEqualTo("Live");
    assertThat(Monitor.lineIds(page)).isEqualTo(Monitor.idsTo(lines));
  }

  private static void assertCompleted(HtmlPage page, String status, long lines) {
    assertThat(Monitor.text(page, "#mode")).isEqualTo("Completed");
    assertThat(Monitor.text(page, "#status")).isEqualTo(status);
    assertThat(Monitor.has(page, "[ws-connect]")).isFalse();
    assertThat(Monitor.lineIds(page)).isEqualTo(Monitor.idsTo(lines));
  }
}
