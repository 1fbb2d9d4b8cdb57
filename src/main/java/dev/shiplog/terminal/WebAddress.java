package dev.shiplog.terminal;

import dev.shiplog.terminal.StyledLine.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds http and https addresses that are safe to link to; every other scheme stays text. */
final class WebAddress {
  static final int LONGEST = 2048;

  private static final String SEPARATOR = "://";
  private static final String NOT_IN_TEXT = "\"'<>\\^`{|}";
  private static final String TRAILING = ".,;:!?*_~";

  private WebAddress() {}

  /**
   * The address an OSC 8 command opens a link to; empty when it closes one or is not acceptable.
   */
  static Optional<String> ofHyperlink(String address) {
    int separator = address.indexOf(SEPARATOR);
    if (separator < 0
        || address.length() > LONGEST
        || schemeStart(address, separator) != 0
        || !hasHost(address, separator)) {
      return Optional.empty();
    }
    boolean clean = address.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    return clean ? Optional.of(address) : Optional.empty();
  }

  /** The addresses that stand in a text, in order, without the punctuation that follows them. */
  static List<Link> in(String text) {
    int separator = text.indexOf(SEPARATOR);
    if (separator < 0) {
      return List.of();
    }
    List<Link> found = new ArrayList<>();
    while (separator >= 0) {
      int next = separator + SEPARATOR.length();
      int start = schemeStart(text, separator);
      if (start >= 0 && hasHost(text, separator)) {
        int end = endOf(text, next);
        if (end - start <= LONGEST) {
          found.add(new Link(start, end, text.substring(start, end)));
        }
        next = end;
      }
      separator = text.indexOf(SEPARATOR, next);
    }
    return found;
  }

  private static int schemeStart(String text, int separator) {
    int start = -1;
    if (text.regionMatches(true, separator - 5, "https", 0, 5)) {
      start = separator - 5;
    } else if (text.regionMatches(true, separator - 4, "http", 0, 4)) {
      start = separator - 4;
    }
    return start > 0 && isSchemeCharacter(text.charAt(start - 1)) ? -1 : start;
  }

  private static boolean isSchemeCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.';
  }

  private static boolean hasHost(String text, int separator) {
    int at = separator + SEPARATOR.length();
    if (at >= text.length()) {
      return false;
    }
    char c = text.charAt(at);
    return c < 0x7f && (Character.isLetterOrDigit(c) || c == '[');
  }

  private static int endOf(String text, int from) {
    int end = from;
    int[] open = new int[2];
    while (end < text.length() && isAddressCharacter(text.charAt(end))) {
      count(text.charAt(end), 1, open);
      end++;
    }
    while (end > from + 1 && isTrailing(text.charAt(end - 1), open)) {
      count(text.charAt(end - 1), -1, open);
      end--;
    }
    return end;
  }

  private static boolean isAddressCharacter(char c) {
    return c > ' ' && c < 0x7f && NOT_IN_TEXT.indexOf(c) < 0;
  }

  /** A closing bracket belongs to the address only if it was opened in it. */
  private static boolean isTrailing(char c, int[] open) {
    return switch (c) {
      case ')' -> open[0] < 0;
      case ']' -> open[1] < 0;
      case '(', '[' -> true;
      default -> TRAILING.indexOf(c) >= 0;
    };
  }

  private static void count(char c, int by, int[] open) {
    switch (c) {
      case '(' -> open[0] += by;
      case ')' -> open[0] -= by;
      case '[' -> open[1] += by;
      case ']' -> open[1] -= by;
      default -> {
        // no bracket
      }
    }
  }
}
