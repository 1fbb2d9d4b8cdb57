package dev.shiplog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody is owed who reads on a phone, or on a wide screen at 400 %. */
class ReflowTest extends ReadingTest {

  /** What is wider than it has room for, but for the log. */
  private static final String SIDEWAYS =
      """
      () => {
        const page = document.documentElement;
        const wide = [...document.querySelectorAll("body *:not(#log, #log *)")]
          .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX)
            && element.scrollWidth > element.clientWidth)
          .map((element) => "scrolls sideways: " + element.outerHTML.slice(0, 120));
        if (page.scrollWidth > page.clientWidth) {
          const beyond = [...document.querySelectorAll("body *:not(#log *)")]
            .filter((element) => element.getBoundingClientRect().right > page.clientWidth)
            .map((element) => element.outerHTML.slice(0, 120));
          wide.push("the page is " + page.scrollWidth + " wide: " + beyond.join(", "));
        }
        return wide;
      }
      """;

  private Reading zoomed;

  @BeforeAll
  void zoom() {
    zoomed = new Reading(address(), () -> narrow().setDeviceScaleFactor(4));
  }

  @AfterAll
  void closeTheZoomed() {
    zoomed.close();
  }

  @Override
  NewContextOptions options() {
    return narrow();
  }

  @ParameterizedTest
  @MethodSource("states")
  void nothingButTheLogScrollsSidewaysOnAPhone(PageState state) {
    Page page = open(state);

    assertThat((Iterable<?>) page.evaluate(SIDEWAYS)).as("%s", state).isEmpty();
  }

  /** 1280 by 1024 at 400 % leaves 320 by 256. */
  @ParameterizedTest
  @MethodSource("states")
  void nothingButTheLogScrollsSidewaysAtFourHundredPercent(PageState state) {
    Page page = zoomed.open(state);

    assertThat((Iterable<?>) page.evaluate(SIDEWAYS)).as("%s", state).isEmpty();
  }

  @Test
  void somethingWideIsNoticed() {
    Page page = open(state("sign-in"));
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p><svg width=\"400\"></svg></p>')");

    assertThat((Iterable<?>) page.evaluate(SIDEWAYS)).hasSize(1);
  }

  private static NewContextOptions narrow() {
    return new NewContextOptions().setViewportSize(320, 256);
  }
}
