package dev.shiplog.support;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Chromium of this machine, started once per JVM and driven through Playwright. Playwright
 * belongs to the thread that first calls {@link #newContext()}: tests that use it must not run in
 * parallel.
 */
public final class Browser {

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final Shared<com.microsoft.playwright.Browser> SHARED =
      new Shared<>(Browser::launch);

  private Browser() {}

  /** A fresh profile without cookies, as {@link #newContext(NewContextOptions)}. */
  public static BrowserSession newContext() {
    return newContext(new NewContextOptions());
  }

  /**
   * A fresh profile without cookies. The caller closes it, which fails the test on problems.
   *
   * @throws IllegalStateException with the reason, if Chromium cannot run here
   */
  public static BrowserSession newContext(NewContextOptions options) {
    return new BrowserSession(SHARED.get().newContext(options));
  }

  /** Why it cannot be had; empty if it is installed. Does not start it. */
  static Optional<String> missing() {
    return executable().isPresent()
        ? Optional.empty()
        : Optional.of("neither chromium nor google-chrome is on the PATH");
  }

  private static Optional<Path> executable() {
    return Programs.find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  }

  private static com.microsoft.playwright.Browser launch() {
    Path executable =
        executable().orElseThrow(() -> new IllegalStateException(missing().orElseThrow()));
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
    return playwright
        .chromium()
        .launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }
}
