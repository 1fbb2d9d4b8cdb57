package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.CutProxy;
import dev.shiplog.support.Gate;
import dev.shiplog.support.RequiresChromium;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four scenarios as a person with a modern browser sees them, and what a live page must be in
 * the end.
 */
@RequiresChromium
class ChromiumScenariosTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void aCompletedSuccessIsOneRequestWithoutSocket() {
    long id = api().deploy(api().createApp("echo built", "printf '\\033[32mdone\\033[0m\\n'"));
    api().awaitEnd(id);

    try (BrowserSession session = signedIn(address())) {
      Page page = session.newPage();
      List<Request> requests = new CopyOnWriteArrayList<>();
      page.onRequest(requests::add);
      page.onWebSocket(socket -> requests.add(null));
      page.navigate(address() + "/deployments/" + id);

      assertThat(page.locator("#mode")).hasText("Completed");
      assertThat(page.locator("#status")).hasText("Success");
      assertThat(page.locator("#banner"))
          .hasText(java.util.regex.Pattern.compile("Deployment successful! Completed in \\d+s"));
      assertThat(page.locator("#log li")).hasCount(6);
      assertThat(page.locator("[ws-connect]")).hasCount(0);
      assertThat(page.locator("script")).hasCount(1);
      assertThat(requests.stream().filter(r -> r.resourceType().equals("document"))).hasSize(1);
      assertThat(requests).doesNotContainNull();
      assertThat(requests.stream().filter(r -> r.resourceType().equals("script")))
          .extracting(Request::url)
          .singleElement()
          .asString()
          .matches(java.util.regex.Pattern.quote(address()) + "/lines-[0-9a-f]+\\.js");
    }
  }

  @Test
  void aCompletedFailureShowsItsErrorStageAndExitCode() {
    long id = api().deploy(api().createApp("echo oops >&2; exit 7", ""));
    api().awaitEnd(id);

    try (BrowserSession session = signedIn(address())) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);

      assertThat(page.locator("#status")).hasText("Failed");
      assertThat(page.locator("#banner")).hasText("Build command failed with exit code 7");
      assertThat(page.locator("#deployment")).containsText("building");
      assertThat(page.locator("#log li:not(.system)")).hasText("oops");
      assertThat(page.title()).startsWith("Failed: ");
    }
  }

  @Test
  void aLivePageBecomesTheCompletedPage() {
    var gate = new Gate(directory);
    long app =
        api()
            .createApp(
                "seq 1 600; printf '\\033[31mred\\nfirst\\nsecond\\n'; "
                    + gate.waitFor()
                    + "; printf '\\033[2A\\033[2Kredrawn\\n\\033[2Kas well\\n'; seq 601 1300",
                "echo 'still red? <no>'");
    long id = api().deploy(app);
    api().awaitLog(id, "\nsecond\n");

    try (BrowserSession session = signedIn(address())) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);
      assertThat(page.locator("#mode")).hasText("Live");
      assertThat(page.locator("#status")).hasText("Building");
      assertThat(page.locator("#L600")).hasText("598");
      assertThat(page.locator("#connection")).hasText("Connected");
      gate.open();

      assertThat(page.locator("#mode")).hasText("Completed");
      assertThat(page.locator("#monitor")).hasAttribute("data-mode", "completed");
      assertThat(page.locator("#socket")).hasCount(0);
      assertThat(page.locator("#pause")).hasCount(0);
      String title = page.title();
      assertThat(icon(page)).startsWith("/favicon-success");
      Object live = MonitorHtml.settled(page);
      page.reload();
      assertThat(live).isEqualTo(MonitorHtml.of(page));
      assertThat(title).isEqualTo(page.title()).startsWith("Success: ");
      assertThat(icon(page)).startsWith("/favicon-success");
      assertThat(page.locator("#log li")).hasCount(1308);
      assertThat(page.locator("#L604")).hasText("redrawn");
      assertThat(page.locator("#L605")).hasText("as well");
      assertThat(page.locator("#L606")).hasCount(0);
      assertThat(page.locator("#L608")).hasText("601");
    }
  }

  @Test
  void openedInTheMiddleItShowsExistingLinesThenNewOnesAndPauseLosesNothing() {
    var gate = new Gate(directory);
    long id = api().deploy(api().createApp("seq 1 50; " + gate.waitFor() + "; seq 51 100", "true"));
    api().awaitLog(id, "\n50\n");

    try (BrowserSession session = signedIn(address())) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);
      Locator lines = page.locator("#log li");
      assertThat(lines).hasCount(52);
      assertThat(page.locator("#connection")).hasText("Connected");
      page.locator("#pause").click();
      gate.open();
      api().awaitEnd(id);
      assertThat(page.locator("#connection")).hasText("Ended. Resume shows the rest");
      assertThat(lines).hasCount(52);
      page.locator("#pause").click();
      assertThat(page.locator("#mode")).hasText("Completed");
      assertThat(numbers(page)).isEqualTo(expected(104));
    }
  }

  @Test
  void aViewerThatIsCutOffAgainAndAgainEndsWithExactlyTheLines() throws IOException {
    var gate = new Gate(directory);
    String paced = gate.waitFor() + "; for i in $(seq 1 50); do seq 1 100; sleep 0.1; done";
    long id = api().deploy(api().createApp(paced, ""));
    try (CutProxy proxy = CutProxy.to(port())) {
      try (BrowserSession session = signedIn(address())) {
        for (String ofTheCuts : List.of("WebSocket", "ws.js", "[object Event]", "ERR_CONNECTION")) {
          session.expectProblemsWith(ofTheCuts);
        }
        Page page = session.newPage();
        page.navigate("http://127.0.0.1:" + proxy.port() + "/deployments/" + id);
        assertThat(page.locator("#connection")).hasText("Connected");
        proxy.cutEvery(Duration.ofMillis(300));
        gate.open();
        api().awaitEnd(id);
        assertThat(page.locator("#mode"))
            .hasText(
                "Completed",
                new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions()
                    .setTimeout(60_000));
        assertThat(numbers(page)).isEqualTo(expected(5002));
        assertThat(proxy.cuts()).isGreaterThan(3);
      }
    }
  }

  private static String icon(Page page) {
    return page.locator("link[rel=icon]").getAttribute("href");
  }

  private static Object numbers(Page page) {
    return page.evaluate(
        "() => [...document.querySelectorAll('#log li')].map(li => li.id).join(' ')");
  }

  private static Object expected(long lines) {
    return LongStream.rangeClosed(1, lines)
        .mapToObj(line -> "L" + line)
        .collect(java.util.stream.Collectors.joining(" "));
  }

  /** Cookies belong to the host, whatever the port: the session holds behind a proxy too. */
  private static BrowserSession signedIn(String site) {
    return SignedIn.to(site, ADMIN, PASSWORD, new NewContextOptions());
  }
}
