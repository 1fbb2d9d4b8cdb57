package dev.shiplog.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The checkers find what they are there to find, and leave alone what is right. */
class CheckersTest {

  private static final String RIGHT = page("<h1>Right</h1><p>Text</p>");

  @Test
  void htmlCheckerFindsErrorsOnly() {
    assertThat(HtmlChecker.errors(page("<h1>Wrong</h1><p><div></div></p>")))
        .singleElement()
        .asString()
        .contains("line 1", "“p”");
    assertThat(HtmlChecker.errors(page("<h1 hx-get=\"/\" onward=\"yes\">Wrong</h1>")))
        .singleElement()
        .asString()
        .contains("“onward”");
    assertThat(HtmlChecker.errors(RIGHT)).isEmpty();
  }

  @Test
  @RequiresChromium
  void axeFindsViolationsUnderAStrictPolicy() {
    try (BrowserSession session = Browser.newContext();
        HtmxSite site = HtmxSite.start()) {
      Page page = session.newPage();
      page.navigate(site.url("/live"));
      page.evaluate("document.body.insertAdjacentHTML('beforeend', '<main><img src=\"\"></main>')");

      assertThat(Axe.violations(page)).singleElement().asString().startsWith("image-alt: ");

      page.setContent(RIGHT);
      assertThat(Axe.violations(page)).isEmpty();
    }
  }

  @Test
  @RequiresChromium
  void axeFindsTextThatIsTooFaintForMoreContrast() {
    try (BrowserSession session = Browser.newContext()) {
      Page page = session.newPage();
      page.setContent(page("<p style='color: #666'>Between 4.5:1 and 7:1</p>"));

      assertThat(Axe.violations(page)).isEmpty();
      assertThat(Axe.lowContrast(page)).singleElement().asString().contains("5.74");

      page.setContent(page("<p style='color: #999'>Below 4.5:1</p>"));
      assertThat(Axe.lowContrast(page)).singleElement().asString().contains("2.84");
    }
  }

  @Test
  @RequiresChromium
  void paperHoldsTheTextOfEachSheet() {
    String lines =
        IntStream.rangeClosed(1, 200)
            .mapToObj(line -> "<p>line " + line + "</p>")
            .collect(Collectors.joining());
    try (BrowserSession session = Browser.newContext()) {
      Page page = session.newPage();
      page.setContent(page(lines));
      Pdf pdf = Pdf.of(page);

      assertThat(pdf.pageCount()).isGreaterThan(2);
      assertThat(pdf.pages().get(0)).contains("line 1").doesNotContain("line 200");
      assertThat(pdf.text()).contains("line 200");
    }
  }

  private static String page(String content) {
    return "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Title</title><main>"
        + content
        + "</main></html>";
  }
}
