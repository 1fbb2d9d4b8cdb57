package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.RequiresChromium;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a log looks in Chromium: its times, long lines, the line that the address names. */
@RequiresChromium
class LogLookTest extends PageReader {

  private static final String SELECTION =
      """
      () => {
        getSelection().selectAllChildren(document.getElementById("log"));
        return getSelection().toString();
      }
      """;

  /** The colour classes that do not show the colour of the palette that they name. */
  private static final String WRONG_COLOURS =
      """
      () => {
        const log = document.getElementById("log");
        const palette = log.appendChild(document.createElement("i"));
        const shown = (of) => getComputedStyle(log.querySelector("." + of));
        return Array.from({length: 16}, (_, i) => i).flatMap((i) => {
          palette.style.color = `var(--c${i})`;
          const colour = getComputedStyle(palette).color;
          return [["fg" + i, shown("fg" + i).color], ["bg" + i, shown("bg" + i).backgroundColor]]
            .filter(([, is]) => is !== colour);
        }).map(([name]) => name);
      }
      """;

  @Test
  void timesAndLongLinesAreChosenWithoutJavaScriptAndRemembered() {
    long id = finished("head -c 5000 /dev/zero | tr '\\0' x; echo; echo short");
    var withoutJavaScript = new NewContextOptions().setJavaScriptEnabled(false);
    try (BrowserSession session = signedIn(withoutJavaScript)) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);
      assertThat(times(page)).isEqualTo("none");
      assertThat(wide(page)).isFalse();

      page.locator(".look summary").click();
      page.locator("#times").selectOption("absolute");
      page.locator("#wrap").selectOption("scroll");
      page.locator(".look button").click();
      assertThat(page.locator("#log")).hasClass("log times-absolute scroll");
      assertThat(page).hasURL(address() + "/deployments/" + id);
      assertThat(times(page)).matches("\"\\d\\d:\\d\\d:\\d\\dZ\".*");
      assertThat(wide(page)).isTrue();

      assertThat(session.context().cookies())
          .filteredOn(cookie -> cookie.name.equals("shiplog-look"))
          .singleElement()
          .satisfies(cookie -> assertThat(cookie.expires).isPositive());
      Page other = session.newPage();
      other.navigate(address() + "/deployments/" + finished("echo other"));
      assertThat(times(other)).matches("\"\\d\\d:\\d\\d:\\d\\dZ\".*");
      assertThat(other.locator("#times")).hasValue("absolute");
      assertThat(other.locator("#wrap")).hasValue("scroll");

      other.locator(".look summary").click();
      other.locator("#times").selectOption("relative");
      other.locator("#wrap").selectOption("wrap");
      other.locator(".look button").click();
      assertThat(other.locator("#log")).hasClass("log times-relative");
      assertThat(times(other)).startsWith("\"+0:00\"");
    }
  }

  @Test
  void theLookStaysOnTheSamePageOfTheLog() {
    long id = finished("seq 1 20");
    try (BrowserSession session = signedIn(new NewContextOptions().setJavaScriptEnabled(false))) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id + "?view=all");
      page.locator(".look summary").click();
      page.locator(".look button").click();
      assertThat(page).hasURL(address() + "/deployments/" + id + "?view=all");
    }
  }

  @Test
  void copiedLinesHaveNeitherNumbersNorTimes() {
    long id = finished("echo one; echo '  two'; echo error: three");
    try (BrowserSession session = signedIn(new NewContextOptions())) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);
      page.locator(".look summary").click();
      page.locator("#times").selectOption("absolute");
      page.locator(".look button").click();
      assertThat(page.locator("#log")).hasClass("log times-absolute");

      String copied = (String) page.evaluate(SELECTION);
      assertThat(copied.lines().filter(line -> !line.isEmpty()))
          .containsSubsequence("one", "  two", "error: three");
      assertThat(copied).doesNotContainPattern("\\d\\d:\\d\\d:\\d\\dZ").doesNotContain("✕");
    }
  }

  @Test
  void whatATerminalWouldShowIsSeen() {
    long id =
        finished(
            "for c in 0 1 2 3 4 5 6 7; do for k in 3 4 9 10; do"
                + " printf '\\033[%dmx\\033[0m' $k$c; done; done; for c in 1 2 3 4 7 8 9; do"
                + " printf '\\033[%dmx\\033[0m' $c; done");
    try (BrowserSession session = signedIn(new NewContextOptions())) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);

      assertThat((List<?>) page.evaluate(WRONG_COLOURS)).isEmpty();
      assertThat(page.locator("#log .b")).hasCSS("font-weight", "700");
      assertThat(page.locator("#log .d")).hasCSS("color", colour(page, "#log .fg8"));
      assertThat(page.locator("#log .i")).hasCSS("font-style", "italic");
      assertThat(page.locator("#log .u")).hasCSS("text-decoration-line", "underline");
      assertThat(page.locator("#log .s")).hasCSS("text-decoration-line", "line-through");
      assertThat(page.locator("#log .inv")).hasCSS("background-color", colour(page, "#L3"));
      assertThat(page.locator("#log .hid")).hasCSS("color", "rgba(0, 0, 0, 0)");
    }
  }

  /** A text fragment looks as the find of the browser does, which no page can call. */
  @Test
  void theBrowsersFindOpensTheFoldedSectionsThatHoldTheText() {
    long id = finished("echo '--- Compile'; echo needle; echo '--- Test'; echo other");
    try (BrowserSession session = signedIn(new NewContextOptions())) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);
      page.locator("#S5 summary").click();
      page.locator("#S3 summary").click();
      page.locator("#S1 > summary").click();
      assertThat(page.locator("#log details[open]")).hasCount(0);
      assertThat(page.locator("#L4")).not().isVisible();

      page.evaluate("location.hash = ':~:text=needle'");

      assertThat(page.locator("#log details[open] #L4")).isInViewport();
      assertThat(page.locator("#log #S5:not([open])")).hasCount(1);
    }
  }

  @Test
  void longLinesScrollTogetherAndNoneIsAStopForTheKeyboard() {
    String wide = "printf '%03000d\\n' 1; ";
    long id = finished((wide + "echo '--- Step'; ").repeat(4) + wide);
    try (BrowserSession session = signedIn(new NewContextOptions())) {
      session
          .context()
          .addCookies(List.of(new Cookie("shiplog-look", "off.scroll").setUrl(address())));
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);
      page.locator("#log").focus();
      for (int section = 0; section < 5; section++) {
        page.keyboard().press("Tab");
        assertThat(page.locator("#log summary").nth(section)).isFocused();
      }
      page.keyboard().press("Tab");
      assertThat((boolean) page.evaluate("document.activeElement.closest('#log') === null"))
          .isTrue();
      page.locator("#log").focus();
      page.keyboard().press("ArrowRight");
      page.waitForCondition(
          () -> (boolean) page.evaluate("document.getElementById('log').scrollLeft > 0"));

      page.navigate(address() + "/deployments/" + id + "?view=all#L5");
      assertThat(page.locator(".marked")).hasId("L5");
      assertThat(page.evaluate("document.getElementById('log').scrollLeft")).isEqualTo(0);
    }
  }

  @Test
  void eachLineReadsInTheDirectionOfItsOwnText() throws IOException {
    long id = finished("echo 'שלום (1)'; echo 'left (2)'");
    assertThat(page("/deployments/" + id).querySelectorAll("#log li:not([dir=auto])")).isEmpty();
    try (BrowserSession session = signedIn(new NewContextOptions())) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id);

      assertThat(page.locator("#L3")).hasCSS("direction", "rtl");
      assertThat(page.locator("#L4")).hasCSS("direction", "ltr");
    }
  }

  @Test
  void aLineOfTheAddressIsInViewAndMarked() {
    long id = finished("seq 1 9000");
    try (BrowserSession session = signedIn(new NewContextOptions())) {
      Page page = session.newPage();
      page.navigate(address() + "/deployments/" + id + "#L7500");

      assertThat(page.locator("li:target")).hasText("7498");
      assertThat(page.locator("#L7500")).isInViewport();
      assertThat(background(page, "#L7500")).isNotEqualTo(background(page, "#L7499"));
    }
  }

  private BrowserSession signedIn(NewContextOptions options) {
    return SignedIn.to(address(), ADMIN, PASSWORD, options);
  }

  private static String times(Page page) {
    return (String)
        page.locator("#L1")
            .evaluate("line => getComputedStyle(line, '::after').getPropertyValue('content')");
  }

  private static boolean wide(Page page) {
    return (boolean)
        page.locator("#L3")
            .evaluate("line => line.offsetWidth > document.getElementById('log').offsetWidth");
  }

  private static String colour(Page page, String selector) {
    return (String) page.locator(selector).evaluate("element => getComputedStyle(element).color");
  }

  private static Object background(Page page, String line) {
    return page.locator(line).evaluate("line => getComputedStyle(line).backgroundColor");
  }
}
