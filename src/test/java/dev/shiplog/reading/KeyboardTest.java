package dev.shiplog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody is owed who has a keyboard and no mouse. */
class KeyboardTest extends ReadingTest {

  /** Writes down what each Tab stop looks like before it is focused. Returns how many there are. */
  private static final String REMEMBER =
      """
      () => {
        document.activeElement.blur();
        const look = (element) => {
          const style = getComputedStyle(element);
          return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
            style.borderColor, style.backgroundColor].join(" ");
        };
        const stops = [...document.querySelectorAll(
            "a[href], button, input, select, textarea, summary, [tabindex]")]
          .filter((element) => element.tabIndex >= 0 && !element.disabled
            && element.checkVisibility({ contentVisibilityAuto: false }));
        window.keyboard = { look, before: new Map(stops.map((stop) => [stop, look(stop)])),
          seen: new Set() };
        return stops.length;
      }
      """;

  /** What is wrong with the stop that has the focus; null when there is none. */
  private static final String FAULT =
      """
      async () => {
        const { look, before, seen } = window.keyboard;
        const stop = document.activeElement;
        if (!stop || stop === document.body) {
          return null;
        }
        seen.add(stop);
        const name = stop.outerHTML.slice(0, 120);
        const style = getComputedStyle(stop);
        const faults = [];
        // A live page puts new parts in the place of old ones, which were not there before.
        if (before.get(stop) === look(stop)
            || (style.outlineStyle === "none" && style.boxShadow === "none")) {
          faults.push("looks as without focus: " + name);
        }
        const inSight = () => {
          const box = stop.getBoundingClientRect();
          const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
          const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
          return right - left >= 1 && bottom - top >= 1 && { left, right, top, bottom };
        };
        for (let frames = 0; frames < 30 && !inSight(); frames++) {
          await new Promise(requestAnimationFrame);
        }
        if (!inSight()) {
          faults.push("is out of sight: " + name);
        } else {
          const { left, right, top, bottom } = inSight();
          const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          if (over && !stop.contains(over) && !over.contains(stop)
              && !(stop.labels && [...stop.labels].some((label) => label.contains(over)))) {
            faults.push("is covered by " + over.outerHTML.slice(0, 80) + ": " + name);
          }
        }
        return faults;
      }
      """;

  private static final String MISSED =
      """
      () => [...window.keyboard.before.keys()]
        .filter((stop) => stop.isConnected && !window.keyboard.seen.has(stop))
        .filter((stop) => stop.type !== "radio")
        .map((stop) => "is never reached: " + stop.outerHTML.slice(0, 120))
      """;

  @ParameterizedTest
  @MethodSource("unfailedStates")
  void theFirstStopSkipsToTheContent(PageState state) {
    Page page = open(state);
    page.keyboard().press("Tab");

    assertThat(focused(page)).as("%s", state).isEqualTo("#main");
    assertThat(page.locator(".skip").boundingBox().x).as("%s", state).isGreaterThanOrEqualTo(0);

    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(page.url()).as("%s", state).endsWith("#main");
    assertThat(page.evaluate("() => !!document.activeElement.closest('header.site, .skip')"))
        .as("%s", state)
        .isEqualTo(false);
  }

  @ParameterizedTest
  @MethodSource("states")
  void whatHasTheFocusIsSeenToHaveItAndEverythingCanHaveIt(PageState state) {
    Page page = open(state);
    int stops = (int) page.evaluate(REMEMBER);
    // From wherever the page put the focus to the end, and then all the way back.
    List<Object> faults = faults(page, "Tab", stops);
    faults.addAll(faults(page, "Shift+Tab", stops));
    faults.addAll((List<?>) page.evaluate(MISSED));

    assertThat(faults).as("%s", state).isEmpty();
  }

  /** What is wrong with the stops that the key leads to, until it leaves the page. */
  private static List<Object> faults(Page page, String key, int stops) {
    List<Object> faults = new ArrayList<>();
    for (int pressed = 0; pressed <= stops; pressed++) {
      page.keyboard().press(key);
      if (!(page.evaluate(FAULT) instanceof List<?> found)) {
        break;
      }
      faults.addAll(found);
    }
    return faults;
  }

  private List<PageState> unfailedStates() {
    return states().stream().filter(state -> !state.failed()).toList();
  }

  private static Object focused(Page page) {
    return page.evaluate("() => document.activeElement.getAttribute('href')");
  }
}
