package dev.shiplog.log;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An upper bound for the size of a regular expression's program, told before it is compiled: RE2/J
 * 1.8 multiplies nested counted repetitions out, so that 30 characters can fill any heap.
 */
final class PatternSize {

  /** The largest program that is compiled. */
  static final long MAX = 10_000;

  private static final long FAR_TOO_MUCH = 1_000_000_000;

  private final String text;
  private final Deque<Long> outer = new ArrayDeque<>();
  private long total;
  private long last;
  private int position;

  private PatternSize(String text) {
    this.text = text;
  }

  /** The bound, in about as many parts as the program has instructions. */
  static long of(String text) {
    return new PatternSize(text).measure();
  }

  private long measure() {
    while (position < text.length()) {
      char next = text.charAt(position++);
      switch (next) {
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        case '[' -> atom(this::skipClass);
        case '\\' -> escape();
        case '*', '+', '?' -> last = add(last, 1);
        default -> atom(() -> {});
      }
    }
    while (!outer.isEmpty()) {
      close();
    }
    return add(total, last);
  }

  private void atom(Runnable skip) {
    total = add(total, last);
    last = 1;
    skip.run();
  }

  /** Flags alone are nothing: a repetition after them is one of what is before them. */
  private void open() {
    int flags = position;
    while (flags < text.length() && "?imsU-".indexOf(text.charAt(flags)) >= 0) {
      flags++;
    }
    if (text.startsWith("?", position) && text.startsWith(")", flags)) {
      position = flags + 1;
      return;
    }
    outer.push(add(total, last));
    total = 0;
    last = 0;
  }

  private void close() {
    if (!outer.isEmpty()) {
      last = add(add(total, last), 2);
      total = outer.pop();
    }
  }

  /** The largest number between the braces counts; braces without one are text. */
  private void repeat() {
    int end = position;
    long number = 0;
    long largest = 1;
    while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == ',')) {
      char next = text.charAt(end++);
      number = next == ',' ? 0 : Math.min(FAR_TOO_MUCH, number * 10 + next - '0');
      largest = Math.max(largest, number);
    }
    if (end == position || end == text.length() || text.charAt(end) != '}') {
      atom(() -> {});
      return;
    }
    position = end + 1;
    last = Math.min(FAR_TOO_MUCH, (last + 1) * largest);
  }

  private void skipClass() {
    if (position < text.length() && text.charAt(position) == '^') {
      position++;
    }
    int first = position;
    while (position < text.length() && (text.charAt(position) != ']' || position == first)) {
      position += text.charAt(position) == '\\' ? 2 : 1;
    }
    position++;
  }

  /** An empty quotation is nothing, like flags. */
  private void escape() {
    if (!text.startsWith("Q", position)) {
      atom(this::skipEscape);
      return;
    }
    int start = position + 1;
    int found = text.indexOf("\\E", start);
    int end = found < 0 ? text.length() : found;
    if (end > start) {
      atom(() -> last = end - start);
    }
    position = found < 0 ? end : end + 2;
  }

  private void skipEscape() {
    if (position >= text.length()) {
      return;
    }
    char kind = text.charAt(position++);
    if ("pPx".indexOf(kind) >= 0 && text.startsWith("{", position)) {
      int end = text.indexOf('}', position);
      position = end < 0 ? text.length() : end + 1;
    }
  }

  private static boolean isDigit(char value) {
    return value >= '0' && value <= '9';
  }

  private static long add(long left, long right) {
    return Math.min(FAR_TOO_MUCH, left + right);
  }
}
