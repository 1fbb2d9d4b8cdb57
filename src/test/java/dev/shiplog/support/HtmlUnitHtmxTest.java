package dev.shiplog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HtmlUnitHtmxTest {

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
  void runsHtmxAndItsSocketExtension() throws IOException {
    try (WebClient client = HtmlUnitHtmx.withJavaScript()) {
      HtmlPage page = client.getPage(site.url("/live"));

      assertThat(page.executeJavaScript("htmx.version").getJavaScriptResult()).isEqualTo("2.0.10");
      await().until(() -> page.querySelector("#target > li#L1") != null);
      assertThat(page.querySelector("#target > li#L1").getTextContent()).isEqualTo("first line");
    }
  }

  @Test
  void givesAScriptTheTimeToListenBeforeTheFirstMessage() throws IOException {
    try (WebClient client = HtmlUnitHtmx.withJavaScript()) {
      HtmlPage page = client.getPage(site.url("/slow-to-listen"));

      await().untilAsserted(() -> assertThat(page.getTitleText()).isEqualTo("heard"));
    }
  }

  @Test
  void leavesThePageAsItCameWithoutJavaScript() throws IOException {
    try (WebClient client = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage page = client.getPage(site.url("/live"));

      assertThat(page.getElementById("target").getChildElementCount()).isZero();
      assertThat(client.getOptions().isJavaScriptEnabled()).isFalse();
    }
  }
}
