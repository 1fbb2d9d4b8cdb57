package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.RequiresChromium;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** A log of more lines than fit on one page. */
@TestPropertySource(properties = "shiplog.log.page-lines=100")
class LogPagingTest extends PageReader {

  private static final AtomicLong LOG = new AtomicLong();

  @Test
  void pagesFollowEachOtherWithoutGap() throws IOException {
    long id = finished("seq 1 300");
    HtmlPage page = page("/deployments/" + id);
    List<String> lines = new ArrayList<>(Monitor.lineIds(page));
    assertThat(lines).hasSize(100);
    assertThat(texts(page, ".paging span"))
        .containsExactly(
            "Lines 1 to 100 of 302, page 1 of 4", "Lines 1 to 100 of 302, page 1 of 4");
    assertThat(texts(page, ".links a"))
        .containsExactly("Raw log", "Download log", "Print", "Whole log on one page");

    while (Monitor.has(page, ".paging [rel=next]")) {
      page = page.<DomElement>querySelector(".paging [rel=next]").click();
      lines.addAll(Monitor.lineIds(page));
    }

    long all = api().deployment(id).path("log_lines").asLong();
    assertThat(lines).isEqualTo(Monitor.idsTo(all));
    HtmlPage whole = page.getAnchorByText("Whole log on one page").click();
    assertThat(Monitor.lineIds(whole)).isEqualTo(lines);
    WebResponse raw = page.getAnchorByText("Raw log").click().getWebResponse();
    assertThat(raw.getContentAsString().split("\n")).hasSize(302);
    WebResponse download = page.getAnchorByText("Download log").click().getWebResponse();
    assertThat(download.getResponseHeaderValue("Content-Disposition")).startsWith("attachment");
    HtmlPage paper = page.getAnchorByText("Print").click();
    assertThat(Monitor.lineIds(paper)).isEqualTo(lines);
  }

  @Test
  void aFailedLogOpensOnThePageOfItsFirstError() throws IOException {
    long id = finished("seq 1 250; echo 'error: it broke'; seq 1 200; exit 1");
    HtmlPage page = page("/deployments/" + id);

    assertThat(Monitor.text(page, ".paging span")).startsWith("Lines 201 to 300");
    assertThat(Monitor.text(page, "#L253")).isEqualTo("error: it broke");
    HtmlPage first = page.getAnchorByText("Go to the first error").click();
    assertThat(first.getUrl().getRef()).isEqualTo("L253");
    assertThat(Monitor.has(first, "#L253")).isTrue();
  }

  @Test
  void aFailedLogListsItsFirstErrorsWithLinksToTheirLines() throws IOException {
    long id = finished("seq 1 90; seq -f 'error: <%g>' 1 25; exit 1");
    HtmlPage page = page("/deployments/" + id);
    List<DomNode> errors = page.querySelectorAll(".errors li");

    assertThat(errors).hasSize(20);
    for (int i = 0; i < 20; i++) {
      String line = "L" + (93 + i);
      String text = "error: <" + (1 + i) + ">";
      assertThat(errors.get(i).asNormalizedText()).isEqualTo("Line " + (93 + i) + " " + text);
      HtmlPage there = errors.get(i).<DomElement>querySelector("a").click();
      assertThat(there.getUrl().getRef()).isEqualTo(line);
      assertThat(Monitor.text(there, "#" + line)).isEqualTo(text);
    }
    assertThat(Monitor.text(page, ".errors ul + p"))
        .isEqualTo("and 5 more lines that speak of an error");
  }

  @Test
  void aFailedLogWithoutErrorsLeadsToItsEnd() throws IOException {
    HtmlPage page = page("/deployments/" + finished("seq 1 150; exit 1") + "?page=1");

    assertThat(Monitor.text(page, ".errors p"))
        .startsWith("No line of the log speaks of an error.");
    assertThat(Monitor.has(page, ".errors ul")).isFalse();
    HtmlPage end = page.<DomElement>querySelector(".errors a").click();
    assertThat(end.getUrl().getRef()).isEqualTo("L153");
    assertThat(Monitor.text(end, "#L153")).isEqualTo("Build command failed with exit code 1");
    assertThat(Monitor.lineIds(end)).endsWith("L153");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "5", "99999999999", "two"})
  void aPageThatIsNotThereIsNotFound(String number) throws IOException {
    long id = finished("seq 1 300");
    assertThat(status(page("/deployments/" + id + "?page=" + number))).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "100, 1, 100",
    "101, 2, 101",
    "1204, 13, 1204",
    "'1,204', 13, 1204",
    "'%201.204%20', 13, 1204",
    "1%20204, 13, 1204",
    "1%E2%80%AF204, 13, 1204",
    "L1204, 13, 1204"
  })
  void goLeadsToTheLineWhateverPageItIsOn(String typed, String page, String line)
      throws IOException {
    HtmlPage found = page("/deployments/" + log() + "/go?line=" + typed);

    assertThat(found.getUrl().getQuery()).isEqualTo("page=" + page);
    assertThat(found.getUrl().getRef()).isEqualTo("L" + line);
    assertThat(Monitor.has(found, "#L" + line)).isTrue();
  }

  @Test
  void theFormAboveTheLogGoesToALineOfAnotherPage() throws IOException {
    HtmlPage page = page("/deployments/" + log());
    page.<HtmlInput>querySelector("#line").setValue("1204");
    HtmlPage found = page.<DomElement>querySelector(".go button").click();

    assertThat(found.getUrl().getRef()).isEqualTo("L1204");
    assertThat(Monitor.text(found, "#L1204")).isEqualTo("1202");
  }

  @Test
  @RequiresChromium
  void aLinkToALineOfAnotherPageLeadsThereAndTheNumbersOfThatPageKeepIt() {
    String log = address() + "/deployments/" + log();
    try (BrowserSession session =
        SignedIn.to(address(), ADMIN, PASSWORD, new NewContextOptions())) {
      Page page = session.newPage();
      page.navigate(log + "#L295-L305");
      assertThat(page).hasURL(log + "?page=3#L295-L305");
      assertThat(page.locator("#L295")).isInViewport();
      assertThat(page.locator(".marked")).hasCount(6);

      BoundingBox line = page.locator("#L297").boundingBox();
      page.mouse().click(line.x - 8, line.y + line.height / 2);
      assertThat(page).hasURL(log + "?page=3#L297");
      page.reload();
      assertThat(page.locator(".marked")).hasText("295");
      assertThat(page.locator("#L297")).isInViewport();

      page.evaluate("location.hash = '#L7'");
      assertThat(page).hasURL(log + "?page=1#L7");
      assertThat(page.locator(".marked")).hasText("5");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1205", "12,04", "1.5", "99999999999999999999", "ten"})
  void aBadNumberComesBackWithTheForm(String typed) throws IOException {
    HtmlPage page = page("/deployments/" + log() + "/go?line=" + typed);

    assertThat(status(page)).isEqualTo(400);
    assertThat(page.getTitleText()).startsWith("Error: Go to a line of app-");
    assertThat(texts(page, "#errors[autofocus] a[href='#line']"))
        .containsExactly("Enter a line number from 1 to 1,204");
    HtmlInput input = page.querySelector("#line[aria-invalid=true]");
    assertThat(input.getValue()).isEqualTo(typed);
    input.setValue("7");
    HtmlPage found = page.<DomElement>querySelector("main form button").click();
    assertThat(found.getUrl().getRef()).isEqualTo("L7");
  }

  @Test
  void aLineHasTheSameNumberEverywhere() throws IOException {
    long id = finished("seq 1 180; echo needle; seq 1 100");
    String log = "/deployments/" + id;

    for (String view :
        List.of(
            "?page=2", "?view=all", "?view=print", "?view=print&from=183&to=183", "?q=needle")) {
      HtmlPage page = page(log + view);
      assertThat(Monitor.text(page, "#L183")).as(view).isEqualTo("needle");
      assertThat(drawnNumber(page, "L183")).as(view).isEqualTo(183);
    }
    assertThat(api().send("GET", "/api" + log + "/log?from=183&to=183", "").body())
        .isEqualTo("needle\n");
    assertThat(api().send("GET", "/api" + log + "/log", "").body().split("\n")[182])
        .isEqualTo("needle");
  }

  /** What a browser draws beside the line (HTML, section 4.4.8). */
  private static long drawnNumber(HtmlPage page, String line) {
    DomElement list = (DomElement) page.getElementById(line).getParentNode();
    long number = Long.parseLong(list.getAttribute("start")) - 1;
    for (DomElement item : list.getChildElements()) {
      number = item.hasAttribute("value") ? Long.parseLong(item.getAttribute("value")) : number + 1;
      if (item.getId().equals(line)) {
        return number;
      }
    }
    throw new IllegalStateException(line + " is not in its own list");
  }

  /** One log for all the numbers. */
  private long log() {
    return LOG.updateAndGet(id -> id > 0 ? id : finished("seq 1 1202"));
  }
}
