package dev.shiplog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody is owed whose system has its own colours, or shall not move. */
class PreferencesTest extends ReadingTest {

  /** Backgrounds and shadows are gone in forced colours: a line round it must be left. */
  private static final String WITHOUT_EDGE =
      """
      (selector) => [...document.querySelectorAll(selector)].filter((element) => {
          const style = getComputedStyle(element);
          const edge = (side) => style[side + "Style"] !== "none"
            && parseFloat(style[side + "Width"]) > 0
            && style[side + "Color"] !== getComputedStyle(document.body).backgroundColor;
          return !edge("borderBottom") && !edge("outline");
        }).map((element) => element.outerHTML.slice(0, 120))
      """;

  private static final String ANIMATIONS =
      "() => document.getAnimations().map((one) => one.animationName || one.transitionProperty)";

  @Override
  NewContextOptions options() {
    return super.options()
        .setForcedColors(ForcedColors.ACTIVE)
        .setReducedMotion(ReducedMotion.REDUCE);
  }

  @ParameterizedTest
  @MethodSource("states")
  void inForcedColoursWhatMattersKeepsAnEdge(PageState state) {
    Page page = open(state);

    assertThat(
            without(page, ".status, .mode, .banner, #errors, [aria-invalid=true], [aria-current]"))
        .as("%s", state)
        .isEmpty();
    assertThat(without(page, ".site nav a"))
        .as("%s: which is not the current part", state)
        .hasSize(page.locator(".site nav a:not([aria-current])").count());
    page.keyboard().press("Tab");
    assertThat(without(page, ":focus-visible")).as("%s", state).isEmpty();
    assertThat(page.locator(":focus-visible").count()).as("%s", state).isEqualTo(1);
  }

  @Test
  void inForcedColoursHitsAndTheMarkedLineKeepAnEdge() {
    Page hits = open(state("search, hits"));
    assertThat(hits.locator("mark").count()).isPositive();
    assertThat(without(hits, "mark")).isEmpty();

    Page page = open(state("monitor, marked lines"));
    assertThat(page.locator("#log .marked").count()).isEqualTo(3);
    assertThat(without(page, "#log .marked")).isEmpty();
    assertThat(without(page, "#log #L6")).hasSize(1);
  }

  @Test
  void inForcedColoursTheLineOfTheAddressKeepsAnEdgeWithoutScripts() {
    Page page = openWithoutScripts(state("monitor, steps and errors"));
    page.navigate(page.url() + "#L3");

    assertThat(page.locator("#log .marked").count()).isZero();
    assertThat(page.locator("#log li:target").getAttribute("id")).isEqualTo("L3");
    assertThat(without(page, "#log li:target")).isEmpty();
    assertThat(without(page, "#log #L4")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("states")
  void withReducedMotionNothingMoves(PageState state) {
    assertThat((Iterable<?>) open(state).evaluate(ANIMATIONS)).as("%s", state).isEmpty();
  }

  @Test
  void withoutReducedMotionALivePageBreathes() {
    Page page = open(state("monitor, running"));
    page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));

    assertThat((Iterable<?>) page.evaluate(ANIMATIONS)).isNotEmpty();
    page.emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
  }

  private static Iterable<?> without(Page page, String selector) {
    return (Iterable<?>) page.evaluate(WITHOUT_EDGE, selector);
  }
}
