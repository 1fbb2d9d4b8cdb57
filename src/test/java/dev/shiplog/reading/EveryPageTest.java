package dev.shiplog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import dev.shiplog.support.Axe;
import dev.shiplog.support.HtmlChecker;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader is owed on every page, whatever is on it. */
class EveryPageTest extends ReadingTest {

  private static final Pattern STATUS =
      Pattern.compile("Pending|Cloning|Building|Deploying|Success|Failed|Stopped");

  private static final Set<String> RUNNING = Set.of("Pending", "Cloning", "Building", "Deploying");

  /** Names that say nothing to somebody who hears one link after the other. */
  private static final Set<String> EMPTY_NAMES =
      Set.of("", "here", "click here", "more", "read more", "link", "edit", "delete", "remove");

  private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

  @ParameterizedTest
  @MethodSource("states")
  void isValidHtml(PageState state) {
    assertThat(HtmlChecker.errors(html(state))).as("%s", state).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("states")
  void isAccessibleInLightAndInDark(PageState state) {
    Page page = open(state);
    for (ColorScheme scheme : SCHEMES) {
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));

      assertThat(Axe.violations(page)).as("%s, %s", state, scheme).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void givesSevenToOneToWhoeverAsksForMoreContrast(PageState state) {
    Page page = open(state);
    for (ColorScheme scheme : SCHEMES) {
      page.emulateMedia(
          new EmulateMediaOptions().setColorScheme(scheme).setContrast(Contrast.MORE));

      assertThat(Axe.lowContrast(page)).as("%s, %s", state, scheme).isEmpty();
    }
    page.emulateMedia(new EmulateMediaOptions().setContrast(Contrast.NO_PREFERENCE));
  }

  @ParameterizedTest
  @MethodSource("states")
  void hasATitleThatStartsWithWhatMatters(PageState state) {
    Document document = Jsoup.parse(html(state));

    assertThat(document.title())
        .as("%s", state)
        .startsWith(state.title())
        .endsWith(" – Shiplog")
        .doesNotContain("null");
    assertThat(document.select("h1")).as("%s", state).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("states")
  void neverReloadsByItself(PageState state) {
    assertThat(html(state)).as("%s", state).doesNotContainIgnoringCase("http-equiv");
  }

  @ParameterizedTest
  @MethodSource("states")
  void saysAStatusInAWord(PageState state) {
    Document document = Jsoup.parse(html(state));

    assertThat(document.select(".status, [data-label=Status] > *"))
        .as("%s", state)
        .allSatisfy(status -> assertThat(status.text()).matches(STATUS));
    Matcher titled = STATUS.matcher(state.title());
    if (titled.lookingAt()) {
      String icon = RUNNING.contains(titled.group()) ? "running" : titled.group();
      assertThat(document.select("#status, .paper h1").text())
          .as("%s", state)
          .startsWith(titled.group());
      assertThat(document.select("link[rel=icon]").attr("href"))
          .as("%s", state)
          .startsWith("/favicon-" + icon.toLowerCase(Locale.ROOT));
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void namesItsTablesAndWhatTheirHeadersHead(PageState state) {
    Document document = Jsoup.parse(html(state));

    assertThat(document.select("table"))
        .as("%s", state)
        .allSatisfy(table -> assertThat(table.select("> caption").text()).isNotBlank());
    assertThat(document.select("th:not([scope=col], [scope=row])")).as("%s", state).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("states")
  void saysWhereEachLinkAndButtonLeads(PageState state) {
    Document document = Jsoup.parse(html(state));
    assertThat(document.select("table a[href^=/deployments/]"))
        .as("%s", state)
        .allSatisfy(log -> assertThat(log.text()).startsWith("Log of "));
    Map<String, String> targets = new HashMap<>();
    for (Element one : document.select("a[href], button:not([aria-hidden])")) {
      String name = name(one);
      String target = target(one);

      assertThat(name.toLowerCase(Locale.ROOT)).as("%s: %s", state, one).isNotIn(EMPTY_NAMES);
      assertThat(targets.merge(name, target, (before, now) -> before))
          .as("%s: where “%s” leads", state, name)
          .isEqualTo(target);
    }
  }

  private static String name(Element element) {
    String label = element.attr("aria-label");
    return label.isEmpty() ? element.text() : label;
  }

  private static String target(Element element) {
    if (element.normalName().equals("a")) {
      return element.attr("href");
    }
    Element form = element.closest("form");
    String action = form == null ? "" : form.attr("action");
    return element.hasAttr("formaction") ? element.attr("formaction") : action;
  }
}
