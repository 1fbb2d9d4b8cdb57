package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.shiplog.support.Gate;
import dev.shiplog.support.RequiresChromium;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links to a line and to a range of lines: made by a click, copied, followed. */
@RequiresChromium
class LineLinksTest extends ChromiumReader {

  @TempDir private Path directory;

  @Test
  void aClickOnANumberLinksToTheLineAndWithShiftToARange() {
    session.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    long id = finished("seq 1 600; echo '--- Pack'; seq 1 20");
    page.navigate(address() + "/deployments/" + id);

    clickNumber("L10", false);
    assertThat(page).hasURL(address() + "/deployments/" + id + "#L10");
    assertThat(page.locator(".marked")).hasId("L10");
    clickNumber("L20", true);
    assertThat(page).hasURL(address() + "/deployments/" + id + "#L10-L20");
    assertThat(page.locator(".marked")).hasCount(11);
    assertThat(page.evaluate("String(getSelection())")).isEqualTo("");
    page.locator("#copy-link").click();
    assertThat(page.locator("#announce")).hasText("Link to lines 10 to 20 copied");
    assertThat(page.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(address() + "/deployments/" + id + "#L10-L20");

    clickNumber("L12", false);
    page.locator("#clear-lines").click();
    assertThat(page).hasURL(address() + "/deployments/" + id);
    Object clean = MonitorHtml.of(page);
    page.reload();
    assertThat(clean).isEqualTo(MonitorHtml.of(page));
    assertThat(page.locator("#log [tabindex], #log button")).hasCount(0);
  }

  @Test
  void theNumberOfALineFromRightToLeftIsOnItsRight() {
    long id = finished("echo 'שלום'");
    page.navigate(address() + "/deployments/" + id);
    page.locator("#L3").scrollIntoViewIfNeeded();
    BoundingBox box = page.locator("#L3").boundingBox();

    page.mouse().click(box.x - 8, box.y + box.height / 2);
    assertThat(page).hasURL(address() + "/deployments/" + id);
    page.mouse().click(box.x + box.width + 8, box.y + box.height / 2);
    assertThat(page).hasURL(address() + "/deployments/" + id + "#L3");
  }

  @Test
  void aLinkIsCopiedWithoutTheClipboardOfSecureSites() {
    session.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined });");
    long id = finished("seq 1 20");
    page.navigate(address() + "/deployments/" + id + "#L7");

    page.locator("#copy-link").click();
    assertThat(page.locator("#announce")).hasText("Link to line 7 copied");
    assertThat(page.locator("#copy-link")).isFocused();
    assertThat(page.locator("#selection textarea")).hasCount(0);
    Page other = session.newPage();
    other.navigate(address() + "/deployments");
    assertThat(other.evaluate("navigator.clipboard.readText()"))
        .isEqualTo(address() + "/deployments/" + id + "#L7");
  }

  @Test
  void aRefusedCopyIsSaidAndTheLinkIsInTheAddressBar() {
    page.addInitScript(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));");
    long id = finished("seq 1 20");
    page.navigate(address() + "/deployments/" + id);
    clickNumber("L7", false);

    page.locator("#copy-link").click();
    assertThat(page.locator("#announce"))
        .hasText("The link could not be copied; it is in the address bar");
    assertThat(page.locator("#selection")).containsText("could not be copied");
    assertThat(page).hasURL(address() + "/deployments/" + id + "#L7");
  }

  @Test
  void anAddressWithARangeMarksItAcrossSectionsAndOpensThem() {
    long id = finished("seq 1 600; echo '--- Pack'; seq 1 20");
    page.navigate(address() + "/deployments/" + id);
    page.evaluate(
        "() => document.querySelectorAll('#log details').forEach(it => { it.open = false; })");
    page.evaluate("location.hash = '#L595-L610'");

    assertThat(page.locator(".marked")).hasCount(16);
    assertThat(page.locator("#L595")).isInViewport();
    assertThat(page.locator("#selection")).containsText("Lines 595 to 610");

    page.navigate(address() + "/deployments/" + id + "?fresh#L610-L595");
    assertThat(page.locator(".marked")).hasCount(16);
  }

  @Test
  void aRangeThatIsNotThereYetIsMarkedAsItComes() {
    var gate = new Gate(directory);
    long id = api().deploy(api().createApp("seq 1 10; " + gate.waitFor() + "; seq 11 30", ""));
    api().awaitLog(id, "$ ");
    page.navigate(address() + "/deployments/" + id + "#L8-L25");
    assertThat(page.locator(".marked")).hasCount(5);
    gate.open();
    assertThat(page.locator("#mode")).hasText("Completed");
    assertThat(page.locator(".marked")).hasCount(18);
    Object live = MonitorHtml.of(page);
    page.reload();
    assertThat(live).isEqualTo(MonitorHtml.of(page));
  }

  private long finished(String build) {
    long id = api().deploy(api().createApp(build, "true"));
    api().awaitEnd(id);
    return id;
  }

  private void clickNumber(String line, boolean shift) {
    page.locator("#" + line).scrollIntoViewIfNeeded();
    BoundingBox box = page.locator("#" + line).boundingBox();
    if (shift) {
      page.keyboard().down("Shift");
    }
    page.mouse().click(box.x - 8, box.y + box.height / 2);
    if (shift) {
      page.keyboard().up("Shift");
    }
  }
}
