package dev.shiplog.support;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One person's browser for one test: its own cookies, and an ear for what goes wrong. Errors on the
 * console (among them every report of the content security policy), uncaught exceptions and dialogs
 * count as problems.
 */
public final class BrowserSession implements AutoCloseable {

  private static final Set<String> BAD = Set.of("error", "assert");

  private final BrowserContext context;
  private final List<String> problems = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();

  BrowserSession(BrowserContext context) {
    this.context = context;
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> problems.add("uncaught: " + error.error()));
    context.onDialog(
        dialog -> {
          problems.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
  }

  /** The context, for cookies, routes, headers and being offline. */
  public BrowserContext context() {
    return context;
  }

  /** A new tab. */
  public Page newPage() {
    return context.newPage();
  }

  /** Problems that contain this text do not count, e.g. those of a connection that is cut. */
  public BrowserSession expectProblemsWith(String text) {
    expected.add(text);
    return this;
  }

  /** What went wrong so far in any tab, but for what was expected. */
  public List<String> problems() {
    hearWhatIsPending();
    return problems.stream()
        .filter(problem -> expected.stream().noneMatch(problem::contains))
        .toList();
  }

  /**
   * Ends the session.
   *
   * @throws AssertionError if there are {@link #problems()}
   */
  @Override
  public void close() {
    List<String> found = problems();
    context.close();
    if (!found.isEmpty()) {
      throw new AssertionError("The browser met problems:\n" + String.join("\n", found));
    }
  }

  private void hear(ConsoleMessage message) {
    if (BAD.contains(message.type())) {
      problems.add("console: %s (%s)".formatted(message.text(), message.location()));
    }
  }

  /** Playwright hands events over only while it waits for an answer of the page. */
  private void hearWhatIsPending() {
    for (Page page : context.pages()) {
      page.evaluate("0");
    }
  }
}
