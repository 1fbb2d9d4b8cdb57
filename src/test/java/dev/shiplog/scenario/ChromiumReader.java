package dev.shiplog.scenario;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.ShiplogTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests that read pages as the administrator, in a page of Chromium each. */
abstract class ChromiumReader extends ShiplogTest {

  BrowserSession session;
  Page page;

  @BeforeEach
  void signIn() {
    session = SignedIn.to(address(), ADMIN, PASSWORD, new NewContextOptions());
    page = session.newPage();
  }

  @AfterEach
  void closeBrowser() {
    session.close();
  }
}
