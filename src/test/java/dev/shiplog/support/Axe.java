package dev.shiplog.support;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Runs axe-core in a page. The script comes in through the browser's protocol, so the content
 * security policy of the page stays in force.
 */
public final class Axe {

  private static final String SCRIPT = script();

  /** What WCAG 2.0 to 2.2 ask for at the levels A and AA. */
  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /** Both, because the enhanced one leaves out what the other finds. */
  private static final List<String> CONTRAST = List.of("color-contrast", "color-contrast-enhanced");

  private static final String RUN =
      """
      async (only) => {
        const results = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
        return results.violations.flatMap((violation) =>
          violation.nodes.map((node) =>
            violation.id + ": " + violation.help + "\\n    " + node.target.join(" ") + "\\n    " +
            node.html.slice(0, 200) + "\\n    " + node.failureSummary.replace(/\\s+/g, " ")));
      }
      """;

  private Axe() {}

  /** Each element that violates WCAG 2.0 to 2.2 at level A or AA, and how. */
  public static List<String> violations(Page page) {
    return run(page, Map.of("type", "tag", "values", WCAG));
  }

  /** Each element whose text has less contrast than 7:1, or 4.5:1 where it is large. */
  public static List<String> lowContrast(Page page) {
    return run(page, Map.of("type", "rule", "values", CONTRAST));
  }

  private static List<String> run(Page page, Map<String, Object> only) {
    if (!Boolean.TRUE.equals(page.evaluate("'axe' in window"))) {
      page.evaluate(SCRIPT);
    }
    return ((List<?>) page.evaluate(RUN, only)).stream().map(String.class::cast).toList();
  }

  private static String script() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IllegalStateException("there is no axe.min.js on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
