package dev.shiplog.render;

import dev.shiplog.deployment.Excerpt;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the lines with which build tools say that a step begins or ends: Docker's {@code Step 2/5 :
 * RUN make}, {@code ::group::title} and {@code ::endgroup::} (GitHub Actions), {@code
 * ##[group]title}, {@code ##[section]title} and {@code ##[endgroup]} (Azure Pipelines), and {@code
 * --- title} (Buildkite), unless it is part of a diff or a test's result.
 */
final class StepHeading {

  private static final int MAX_TITLE = 200;

  private static final List<Pattern> STARTS =
      List.of(
          Pattern.compile("(Step \\d{1,5}/\\d{1,5} ?: ?\\S.*)"),
          Pattern.compile("::group::(.*\\S.*)"),
          Pattern.compile("##\\[(?:group|section)](.*\\S.*)"),
          Pattern.compile("--- (?!a/|/dev/null|PASS: |FAIL: |SKIP: )(\\S.*)"));

  private StepHeading() {}

  /** The title of the step that begins with this line; at most 200 characters. */
  static Optional<String> title(String text) {
    if (!couldBe(text)) {
      return Optional.empty();
    }
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return STARTS.stream()
        .map(start -> start.matcher(line))
        .filter(Matcher::matches)
        .map(found -> Excerpt.of(found.group(1).strip(), MAX_TITLE))
        .findFirst();
  }

  /** Whether a step ends with this line. */
  static boolean ends(String text) {
    return text.startsWith("::endgroup::") || text.startsWith("##[endgroup]");
  }

  private static boolean couldBe(String text) {
    return text.startsWith("Step ")
        || text.startsWith("::group::")
        || text.startsWith("##[")
        || text.startsWith("--- ");
  }
}
