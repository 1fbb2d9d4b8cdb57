package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timeline of a deployment and the chart of an app, each with the same in words. */
class StageHistoryTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void firstDeploymentHasATimelineWithoutComparison() throws IOException {
    long id = api().deploy(api().createApp("true", "exit 3"));
    api().awaitEnd(id);

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage page = open(client, id);

      assertThat(drawing(page, ".timeline")).matches("Building: \\d+s\\. Deploying, failed: \\d+s");
      assertThat(page.querySelectorAll(".timeline svg .bar")).hasSize(2);
      assertThat(page.querySelectorAll(".timeline svg .usual")).isEmpty();
      assertThat(Monitor.text(page, ".timeline caption")).startsWith("Stages of app-");
      assertThat(rows(page, ".timeline tbody tr"))
          .satisfiesExactly(
              row -> assertThat(row).matches("Building done \\d+s not known not compared"),
              row -> assertThat(row).matches("Deploying failed \\d+s not known not compared"));
    }
  }

  @Test
  void nextDeploymentIsComparedAndExpectedToEnd() throws IOException {
    var gate = new Gate(directory);
    long app = api().createApp("[ $SHIPLOG_NUMBER = 1 ] || " + gate.waitFor(), "true");
    api().awaitEnd(api().deploy(app));
    long id = api().deploy(app);
    api().awaitLog(id, "\n");

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage live = open(client, id);
      assertThat(Monitor.text(live, "#expected"))
          .matches("Expected to end about \\S+ \\S+ UTC, going by the app’s last successes\\.");
      assertThat(rows(live, ".timeline tbody tr"))
          .satisfiesExactly(
              row -> assertThat(row).matches("Building running not finished \\d+s not compared"),
              row -> assertThat(row).matches("Deploying expected not finished \\d+s not compared"));
      gate.open();
      api().awaitEnd(id);

      HtmlPage completed = open(client, id);
      assertThat(Monitor.has(completed, "#expected")).isFalse();
      assertThat(drawing(completed, ".timeline"))
          .matches("Building: \\d+s, usually \\d+s\\. Deploying: \\d+s, usually \\d+s");
      assertThat(rows(completed, ".timeline tbody tr"))
          .allSatisfy(row -> assertThat(row).matches(".* (as|than) usual"));
    }
  }

  @Test
  void appShowsItsLastDeploymentsAsAChartAndAsATable() throws IOException {
    long app = api().createApp("[ $SHIPLOG_NUMBER != 2 ]", "");
    long first = api().deploy(app);
    api().awaitEnd(first);

    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      open(client, first);
      HtmlPage one = client.getPage(address() + "/apps/" + app);
      assertThat(Monitor.has(one, ".history")).isFalse();
      long second = api().deploy(app);
      api().awaitEnd(second);

      HtmlPage two = client.getPage(address() + "/apps/" + app);

      assertThat(two.querySelectorAll(".history svg .bar")).hasSize(2);
      assertThat(rows(two, ".history svg title"))
          .satisfiesExactly(
              bar -> assertThat(bar).matches("app-\\S+ #1: Success, \\d+s"),
              bar -> assertThat(bar).matches("app-\\S+ #2: Failed, \\d+s"));
      DomElement drawing = two.querySelector(".history svg[role=img]");
      assertThat(two.getElementById(drawing.getAttribute("aria-labelledby")).getTextContent())
          .isEqualTo("Durations of #1 to #2, oldest first: 1 succeeded, 1 failed (✕).");
      assertThat(rows(two, ".history tbody tr"))
          .satisfiesExactly(
              row -> assertThat(row).matches("Log of app-\\S+ #2 Failed \\d+s"),
              row -> assertThat(row).matches("Log of app-\\S+ #1 Success \\d+s"));
      assertThat(Monitor.has(two, ".history tbody a[href='/deployments/" + second + "']")).isTrue();
      assertThat(Monitor.has(client.getPage(address() + "/apps/" + app + "?page=2"), ".history"))
          .isFalse();
    }
  }

  private HtmlPage open(WebClient client, long id) throws IOException {
    return client.getCookieManager().getCookies().isEmpty()
        ? Monitor.open(client, address(), ADMIN, PASSWORD, id)
        : client.getPage(address() + "/deployments/" + id);
  }

  private static String drawing(HtmlPage page, String part) {
    return page.<DomElement>querySelector(part + " svg[role=img]").getAttribute("aria-label");
  }

  private static List<String> rows(HtmlPage page, String selector) {
    return page.querySelectorAll(selector).stream()
        .map(DomNode::getTextContent)
        .map(text -> text.strip().replaceAll("\\s+", " "))
        .toList();
  }
}
