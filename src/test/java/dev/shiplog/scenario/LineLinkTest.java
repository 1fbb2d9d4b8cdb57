package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.RequiresChromium;
import dev.shiplog.support.ShiplogTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links to lines and to ranges of them: made by clicks, copied, followed. */
@RequiresChromium
class LineLinkTest extends ShiplogTest {

  private BrowserSession session;
  private Page page;

  @BeforeEach
  void signIn() {
    session = SignedIn.to(address(), ADMIN, PASSWORD, new NewContextOptions());
    page = session.newPage();
  }

  @AfterEach
  void closeBrowser() {
    session.close();
  }

  @Test
  void aClickOnANumberLinksToTheLineAndWithShiftToARange() {
    session.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    long id = finished("seq 1 600; echo '--- Pack'; seq 1 20", "true");
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
    Object clean = monitor();
    page.reload();
    assertThat(clean).isEqualTo(monitor());
    assertThat(page.locator("#log [tabindex], #log button")).hasCount(0);
  }

  @Test
  void aLinkIsCopiedWithoutTheClipboardOfSecureSites() {
    session.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined });");
    long id = finished("seq 1 20", "true");
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
    long id = finished("seq 1 20", "true");
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
    long id = finished("seq 1 600; echo '--- Pack'; seq 1 20", "true");
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

  private long finished(String build, String deploy) {
    long id = api().deploy(api().createApp(build, deploy));
    api().awaitEnd(id);
    return id;
  }

  private Object monitor() {
    return page.evaluate(
        "() => document.getElementById('monitor').outerHTML.replace(/>\\s+</g, '><')");
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
