package dev.shiplog.scenario;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.shiplog.support.Browser;
import dev.shiplog.support.BrowserSession;

/** A person who has signed in with Chromium. */
final class SignedIn {

  private SignedIn() {}

  static BrowserSession to(String site, String name, String password, NewContextOptions options) {
    BrowserSession session = Browser.newContext(options);
    Page page = session.newPage();
    page.navigate(site + "/login");
    page.locator("[name=username]").fill(name);
    page.locator("[name=password]").fill(password);
    page.locator("main button").first().click();
    page.locator("form[action='/logout']").waitFor();
    page.close();
    return session;
  }
}
