package dev.shiplog.reading;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.shiplog.support.Axe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages that a script changes, as they are where it never arrives. */
class WithoutJavaScriptTest extends ReadingTest {

  @ParameterizedTest
  @MethodSource("liveStates")
  void aLivePageSaysWhenItWasTrueAndHowToGoOn(PageState state) {
    Page page = openWithoutScripts(state);

    assertThat(page.locator("#as-of").isVisible()).as("%s", state).isTrue();
    assertThat(page.locator("#follow, #pause, #connection").all())
        .as("%s", state)
        .isNotEmpty()
        .noneMatch(control -> control.isVisible());
  }

  @ParameterizedTest
  @MethodSource("liveStates")
  void aLivePageIsAccessible(PageState state) {
    assertThat(Axe.violations(openWithoutScripts(state))).as("%s", state).isEmpty();
  }

  @Test
  void whatIsBelowALongLogIsInSightWhenItHasTheFocus() {
    Page page = openWithoutScripts(state("monitor, second page"));
    Locator below = page.locator(".log + nav.paging a").first();
    below.focus();

    assertThat(below).isInViewport();
  }

  private List<PageState> liveStates() {
    return List.of(state("monitor, running"), state("monitor, queued"));
  }
}
