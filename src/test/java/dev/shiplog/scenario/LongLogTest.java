package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.RequiresChromium;
import dev.shiplog.support.ShiplogTest;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs that make other viewers freeze. */
@RequiresChromium
class LongLogTest extends ShiplogTest {

  /** The best of some loads, because whoever else uses the machine slows some of them down. */
  private static final int LOADS = 4;

  @ParameterizedTest
  @CsvSource({"50000, 1000", "200000, 3000"})
  void loadsWholeBeforeAnybodyWaits(long lines, long millis) {
    long id = finished("seq 1 " + lines);

    try (BrowserSession session = signedIn()) {
      Page page = session.newPage();
      long fastest = LongStream.generate(() -> load(page, id)).limit(LOADS).min().orElseThrow();

      assertThat(page.locator("#log li").count()).isEqualTo(lines + 4);
      assertThat(fastest).isLessThan(millis);
    }
  }

  @Test
  void stepsDoNotMakeALongLogSlow() {
    long id = finished("for i in $(seq 1 500); do echo \"--- Step $i\"; seq 1 100; done");

    try (BrowserSession session = signedIn()) {
      Page page = session.newPage();
      long fastest = LongStream.generate(() -> load(page, id)).limit(LOADS).min().orElseThrow();

      assertThat(page.locator("#log .step").count()).isEqualTo(500);
      assertThat(fastest).isLessThan(1000);
    }
  }

  @Test
  void hidesNoLineFromTheBrowsersFindAndAddsNoTabStops() {
    long id = finished("seq 1 50000; echo https://example.org/");

    try (BrowserSession session = signedIn()) {
      Page page = session.newPage();
      load(page, id);

      assertThat(
              page.evaluate(
                  "() => [...document.querySelectorAll('#log li')].every(it => it.checkVisibility())"))
          .isEqualTo(true);
      assertThat(
              page.evaluate(
                  "() => [...document.querySelectorAll('#log .chunk *')]"
                      + ".filter(it => it.tabIndex >= 0).length"))
          .isEqualTo(0);
      assertThat(page.locator("#log .chunk a").count())
          .isEqualTo(2); // The command's echo has it too.
    }
  }

  @Test
  void aLinkToALineShowsAndMarksIt() {
    long id = finished("seq 1 50000");

    try (BrowserSession session = signedIn()) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id + "?view=all#L47500");

      page.waitForCondition(
          () ->
              Boolean.TRUE.equals(
                  page.evaluate(
                      """
                      () => {
                        const line = document.querySelector("li:target");
                        const box = line && line.getBoundingClientRect();
                        return !!box && line.id === "L47500"
                          && box.top >= 0 && box.bottom <= innerHeight;
                      }
                      """)));
    }
  }

  private long finished(String command) {
    long id = api().deploy(api().createApp(command, "true"));
    api().awaitEnd(id);
    return id;
  }

  private long load(Page page, long id) {
    long start = System.nanoTime();
    page.navigate(address() + "/deployments/" + id + "?view=all");
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))");
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  private BrowserSession signedIn() {
    return SignedIn.to(address(), ADMIN, PASSWORD, new NewContextOptions());
  }
}
