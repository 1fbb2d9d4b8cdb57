package dev.shiplog.scenario;

import com.microsoft.playwright.Page;

/** The monitor as Chromium holds it, to compare a live page that has ended with a fresh one. */
final class MonitorHtml {

  private MonitorHtml() {}

  static Object of(Page page) {
    return page.evaluate(
        "() => document.getElementById('monitor').outerHTML.replace(/>\\s+</g, '><')");
  }

  /** After htmx has taken its own marks away. */
  static Object settled(Page page) {
    page.waitForCondition(() -> page.locator("[class*=htmx], [class='']").count() == 0);
    return of(page);
  }
}
