package dev.shiplog.web;

import dev.shiplog.problem.InvalidInputException;
import java.util.regex.Pattern;

/** Line numbers as people type them: 1204, 1,204, 1.204, 1 204 and, from an address, L1204. */
final class LineNumber {

  private static final String SEPARATOR = "[,.'’_ \u00a0\u202f]";
  private static final Pattern NUMBER =
      Pattern.compile("#?[Ll]?(\\d{1,18}|\\d{1,3}(?:" + SEPARATOR + "\\d{3}){1,5})");

  private LineNumber() {}

  /**
   * The number that was typed.
   *
   * @param field the form's field
   * @param lines lines of the log
   * @throws InvalidInputException it is not the number of a line
   */
  static long parse(String field, String typed, long lines) {
    if (lines == 0) {
      throw new InvalidInputException(field, "The log has no lines yet");
    }
    var number = NUMBER.matcher(typed.strip());
    if (number.matches()) {
      long line = Long.parseLong(number.group(1).replaceAll(SEPARATOR, ""));
      if (line >= 1 && line <= lines) {
        return line;
      }
    }
    throw new InvalidInputException(field, "Enter a line number from 1 to %,d".formatted(lines));
  }
}
