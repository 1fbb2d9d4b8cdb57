package dev.shiplog.network;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.shiplog.support.Browser;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.CutProxy;
import dev.shiplog.support.Gate;
import dev.shiplog.support.RequiresChromium;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.TestPropertySource;

/** A page on a network that swallows what it carries, and tells neither side. */
@RequiresChromium
@TestPropertySource(properties = "shiplog.live.beat=500ms")
class SilentNetworkTest extends ShiplogTest {

  private static final HasTextOptions PATIENTLY = new HasTextOptions().setTimeout(30_000);

  @TempDir private Path directory;

  @Test
  void aPageThatHearsNothingSaysSoConnectsAgainAndEndsWithEveryLine() throws IOException {
    Gate lines = gate("lines");
    Gate end = gate("end");
    long id =
        api()
            .deploy(
                api()
                    .createApp(
                        "echo one; " + lines.waitFor() + "; seq 1 100; " + end.waitFor(), ""));
    api().awaitLog(id, "\none\n");
    try (CutProxy proxy = CutProxy.to(port());
        BrowserSession session = Browser.newContext(new NewContextOptions())) {
      for (String ofTheCut : List.of("WebSocket", "ws.js", "[object Event]", "ERR_")) {
        session.expectProblemsWith(ofTheCut);
      }
      Page page = session.newPage();
      String site = "http://127.0.0.1:" + proxy.port();
      signIn(page, site);
      AtomicInteger beats = new AtomicInteger();
      page.onWebSocket(
          socket ->
              socket.onFrameReceived(
                  frame -> {
                    if (frame.text().startsWith("<!--beat ")) {
                      beats.incrementAndGet();
                    }
                  }));
      page.navigate(site + "/deployments/" + id);
      assertThat(page.locator("#connection")).hasText("Connected");
      page.waitForCondition(() -> beats.get() > 1);

      proxy.setSwallowing(true);
      lines.open();
      api().awaitLog(id, "\n100\n");
      assertThat(page.locator("#connection")).hasText("Connection lost, reconnecting", PATIENTLY);
      assertThat(page.locator("#announce")).hasText("Connection lost, reconnecting", PATIENTLY);
      assertThat(page.locator("#L103")).hasCount(0);
      proxy.cutNow(); // It gives up, and the network still swallows.
      assertThat(page.locator("#connection")).hasText("Connection lost, reconnecting", PATIENTLY);

      proxy.setSwallowing(false);
      assertThat(page.locator("#connection")).hasText("Connected", PATIENTLY);
      assertThat(page.locator("#announce")).hasText("Connected", PATIENTLY);
      end.open();
      assertThat(page.locator("#mode")).hasText("Completed", PATIENTLY);
      String count = "%,d".formatted(api().awaitEnd(id).path("log_lines").asLong());
      assertThat(page.locator("#tally")).hasText("Complete: " + count + " lines, none missing");
    }
  }

  @Test
  void aPausedPageIsNotToldOfBeatsAsIfTheyWereLines() throws IOException {
    Gate end = gate("end");
    long id = api().deploy(api().createApp("echo one; " + end.waitFor(), ""));
    api().awaitLog(id, "\none\n");
    try (BrowserSession session = Browser.newContext(new NewContextOptions())) {
      Page page = session.newPage();
      signIn(page, address());
      page.navigate(address() + "/deployments/" + id);
      assertThat(page.locator("#connection")).hasText("Connected");
      Object lines = page.locator("#log").innerHTML();
      page.locator("#pause").click();
      page.evaluate("() => new Promise(done => setTimeout(done, 2000))");

      assertThat(page.locator("#pause")).hasText("Resume");
      assertThat(page.locator("#connection")).hasText("Connected");
      assertThat(page.locator("#log").innerHTML()).isEqualTo(lines);
      page.locator("#pause").click();
      end.open();
      assertThat(page.locator("#mode")).hasText("Completed");
    }
  }

  private Gate gate(String name) throws IOException {
    return new Gate(Files.createDirectory(directory.resolve(name)));
  }

  private static void signIn(Page page, String site) {
    page.navigate(site + "/login");
    page.locator("[name=username]").fill(ADMIN);
    page.locator("[name=password]").fill(PASSWORD);
    page.locator("main button").first().click();
    page.locator("form[action='/logout']").waitFor();
  }
}
