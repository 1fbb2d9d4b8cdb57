package dev.shiplog.support;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RequiresChromium
class BrowserTest {

  private static HtmxSite site;

  @BeforeAll
  static void serve() {
    site = HtmxSite.start();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void showsAPageThatFollowsASocket() {
    try (BrowserSession session = Browser.newContext()) {
      Page page = session.newPage();
      page.navigate(site.url("/live"));

      assertThat(page.locator("#target > #L1")).hasText("first line");
      assertThat(session.problems()).isEmpty();
    }
  }

  @Test
  void showsAPageWithoutJavaScript() {
    try (BrowserSession session =
        Browser.newContext(new NewContextOptions().setJavaScriptEnabled(false))) {
      Page page = session.newPage();
      page.navigate(site.url("/live"));

      assertThat(page.locator("#target")).isEmpty();
    }
  }

  @Test
  void reportOfTheContentSecurityPolicyFailsTheTest() {
    BrowserSession session = Browser.newContext();
    session.newPage().navigate(site.url("/inline-script"));

    assertThat(session.problems()).singleElement().asString().contains("Content Security Policy");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(session::close)
        .withMessageContaining("Content Security Policy");
  }

  @Test
  void uncaughtExceptionFailsTheTest() {
    BrowserSession session = Browser.newContext();
    session.newPage().navigate(site.url("/throws"));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(session::close)
        .withMessageContaining("went wrong on purpose");
  }

  @Test
  void expectedProblemDoesNotCount() {
    try (BrowserSession session = Browser.newContext()) {
      session.expectProblemsWith("on purpose").newPage().navigate(site.url("/throws"));

      assertThat(session.problems()).isEmpty();
    }
  }

  @Test
  void sessionsShareNoCookies() {
    try (BrowserSession one = Browser.newContext();
        BrowserSession other = Browser.newContext()) {
      Page page = one.newPage();
      page.navigate(site.url("/live"));
      page.evaluate("document.cookie = 'a=b'");

      assertThat(one.context().cookies()).hasSize(1);
      assertThat(other.context().cookies()).isEmpty();
    }
  }
}
