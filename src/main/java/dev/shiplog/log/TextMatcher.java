package dev.shiplog.log;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.shiplog.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a {@link LogSearch.Query} looks for in the text of lines as they are shown, to mark it
 * there. Its time is bounded: once it is over, nothing is found any more. For one thread.
 */
public final class TextMatcher {

  private static final int MAX_MATCHES = 1000;

  private final Pattern pattern;
  private final Deadline deadline;
  private boolean late;

  private TextMatcher(Pattern pattern, Deadline deadline) {
    this.pattern = pattern;
    this.deadline = deadline;
  }

  /**
   * The matcher of a query.
   *
   * @throws InvalidInputException for field "q"
   */
  static TextMatcher of(LogSearch.Query query, Deadline deadline) {
    return new TextMatcher(LineMatcher.pattern(query), deadline);
  }

  /** The matches in the text, in order, not empty, not overlapping; the first 1000. */
  public List<TextMatch> find(String text) {
    List<TextMatch> found = new ArrayList<>();
    if (late) {
      return found;
    }
    try {
      Matcher matcher = pattern.matcher(deadline.watch(text));
      while (found.size() < MAX_MATCHES && matcher.find()) {
        if (matcher.end() > matcher.start()) {
          found.add(new TextMatch(matcher.start(), matcher.end()));
        }
      }
    } catch (Deadline.Passed passed) {
      late = true;
    }
    return found;
  }
}
