package dev.shiplog.log;

import java.util.Locale;

/**
 * The longest text that is plainly a part of whatever a regular expression of RE2's syntax matches.
 * Lines that do not have it need no matching, which is a hundred times slower than looking for a
 * text.
 *
 * <p>Only what stands outside of groups, and only ASCII, is considered. Where the expression has
 * alternatives, flags or escapes that would have to be understood first, nothing is required.
 */
final class RequiredText {

  /** In any case these match letters beyond ASCII too: the Kelvin sign and the long s. */
  private static final String FOLDED_BEYOND_ASCII = "kKsS";

  private static final String CLASSES_AND_ANCHORS = "dDwWsSbBAz";

  private final String pattern;
  private final boolean caseSensitive;
  private final StringBuilder run = new StringBuilder();
  private String longest = "";
  private int depth;
  private int position;

  private RequiredText(String pattern, boolean caseSensitive) {
    this.pattern = pattern;
    this.caseSensitive = caseSensitive;
  }

  /**
   * The text, in lower case unless the case matters; empty if none is required.
   *
   * @param pattern a valid regular expression
   */
  static String of(String pattern, boolean caseSensitive) {
    return new RequiredText(pattern, caseSensitive).find();
  }

  private String find() {
    while (position < pattern.length()) {
      if (!part(pattern.charAt(position++))) {
        return "";
      }
    }
    end();
    return caseSensitive ? longest : longest.toLowerCase(Locale.ROOT);
  }

  /** Takes the next part of the expression. False: it is beyond what is understood here. */
  private boolean part(char next) {
    switch (next) {
      case '|' -> {
        return depth > 0;
      }
      case '(' -> {
        end();
        depth++;
        return !pattern.startsWith("?", position) || pattern.startsWith("?:", position);
      }
      case ')' -> {
        end();
        depth--;
      }
      case '[' -> {
        return skipClass();
      }
      case '\\' -> {
        return escape();
      }
      case '{' -> {
        return skipCount();
      }
      case '*', '?' -> dropLast();
      case '+', '.', '^', '$' -> end();
      default -> literal(next);
    }
    return true;
  }

  private void literal(char value) {
    if (depth > 0 || value >= 0x80 || !caseSensitive && FOLDED_BEYOND_ASCII.indexOf(value) >= 0) {
      end();
    } else {
      run.append(value);
    }
  }

  private boolean escape() {
    char kind = pattern.charAt(position++);
    if (!Character.isLetterOrDigit(kind)) {
      literal(kind);
      return true;
    }
    end();
    return CLASSES_AND_ANCHORS.indexOf(kind) >= 0;
  }

  private boolean skipClass() {
    end();
    int first = position + (pattern.startsWith("^", position) ? 1 : 0);
    int end = pattern.indexOf(']', first + 1);
    String members = pattern.substring(position, Math.max(position, end));
    position = end + 1;
    return end > 0 && members.indexOf('\\') < 0 && members.indexOf('[') < 0;
  }

  /** What is counted may be counted to none. */
  private boolean skipCount() {
    int end = pattern.indexOf('}', position);
    boolean count = end > 0 && pattern.substring(position, end).matches("\\d+(,\\d*)?");
    dropLast();
    position = end + 1;
    return count;
  }

  private void dropLast() {
    run.setLength(Math.max(0, run.length() - 1));
    end();
  }

  private void end() {
    if (run.length() > longest.length()) {
      longest = run.toString();
    }
    run.setLength(0);
  }
}
