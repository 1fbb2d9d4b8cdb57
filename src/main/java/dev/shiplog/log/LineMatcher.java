package dev.shiplog.log;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.shiplog.problem.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells whether a line, as a person reads it, has what is looked for. */
@FunctionalInterface
interface LineMatcher {

  /** Whether the line, as stored, matches. */
  boolean matches(byte[] line);

  /**
   * The matcher of a query.
   *
   * @throws InvalidInputException for field "q"
   */
  static LineMatcher of(LogSearch.Query query, Deadline deadline) {
    Pattern pattern = pattern(query);
    if (query.regex()) {
      return regex(pattern, RequiredText.of(query.text(), query.caseSensitive()), query, deadline);
    }
    return literal(query.text(), query.caseSensitive());
  }

  /**
   * What is looked for as a regular expression, of a bounded size.
   *
   * @throws InvalidInputException for field "q"
   */
  static Pattern pattern(LogSearch.Query query) {
    String text = query.text();
    if (text.isEmpty() || text.length() > LogSearch.MAX_TEXT) {
      throw new InvalidInputException(
          "q", "enter 1 to " + LogSearch.MAX_TEXT + " characters to search for");
    }
    if (query.regex() && PatternSize.of(text) > PatternSize.MAX) {
      throw new InvalidInputException("q", "the regular expression repeats too much");
    }
    try {
      return Pattern.compile(
          query.regex() ? text : Pattern.quote(text),
          query.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException bad) {
      throw new InvalidInputException("q", "not a regular expression: " + bad.getDescription());
    }
  }

  private static LineMatcher regex(
      Pattern pattern, String required, LogSearch.Query query, Deadline deadline) {
    byte[] needle = required.getBytes(StandardCharsets.UTF_8);
    return line -> {
      PlainText text = PlainText.of(line);
      return (needle.length == 0 || text.contains(needle, !query.caseSensitive()))
          && pattern.matcher(deadline.watch(text.toString())).find();
    };
  }

  private static LineMatcher literal(String text, boolean caseSensitive) {
    boolean ascii = text.chars().allMatch(character -> character < 0x80);
    if (caseSensitive || ascii) {
      byte[] needle =
          (caseSensitive ? text : text.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8);
      return line -> PlainText.of(line).contains(needle, !caseSensitive);
    }
    String needle = text.toLowerCase(Locale.ROOT);
    return line -> PlainText.of(line).toString().toLowerCase(Locale.ROOT).contains(needle);
  }
}
