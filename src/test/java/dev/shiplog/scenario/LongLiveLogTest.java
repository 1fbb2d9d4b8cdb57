package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.Gate;
import dev.shiplog.support.RequiresChromium;
import dev.shiplog.support.ShiplogTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.TestPropertySource;

/** A live log that grows beyond what one page of a finished log holds. */
@RequiresChromium
@TestPropertySource(properties = "shiplog.log.page-lines=100")
class LongLiveLogTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void itsPageBecomesTheWholeLogOnOnePageAndStaysThat() {
    var gate = new Gate(directory);
    long id =
        api()
            .deploy(
                api()
                    .createApp(
                        "seq 1 50; " + gate.waitFor() + "; seq 51 250; echo 'error: no'; exit 1",
                        ""));
    api().awaitLog(id, "\n50\n");
    String address = address() + "/deployments/" + id;

    try (BrowserSession session =
        SignedIn.to(address(), ADMIN, PASSWORD, new NewContextOptions())) {
      Page page = session.newPage();
      page.navigate(address + "#L20");
      assertThat(page.locator("#L52")).hasText("50");
      gate.open();
      assertThat(page.locator("#mode")).hasText("Completed");
      assertThat(page.locator("#log li")).hasCount(254);
      assertThat(page).hasURL(address + "?view=all#L20");
      assertThat(page.locator("#tally")).hasText("Complete: 254 lines, none missing");
      Object live = MonitorHtml.settled(page);
      page.locator(".look summary").click();
      page.locator(".look button").click();
      assertThat(page).hasURL(address + "?view=all");

      page.navigate(address + "?view=all#L20");

      assertThat(live).isEqualTo(MonitorHtml.of(page));
      page.locator("#summary a").first().click();
      assertThat(page).hasURL(address + "?view=all#L253");
      assertThat(page.locator("#L253")).isInViewport();
    }
  }
}
