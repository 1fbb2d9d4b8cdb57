package dev.shiplog.render;

/**
 * Which lines of a log to show, and how.
 *
 * @param from the first line, from 1
 * @param to the last line; {@code from - 1} for none
 * @param lines how many lines the log has
 * @param printed whether it is for paper: nothing that folds
 * @param times whether each line has its times
 */
public record LogPart(long from, long to, long lines, boolean printed, boolean times) {

  /** All of a log. */
  public static LogPart whole(long lines) {
    return new LogPart(1, lines, lines, false, true);
  }

  /** Some lines of a log. */
  public static LogPart lines(long from, long to, long lines) {
    return new LogPart(from, Math.min(to, lines), lines, false, true);
  }

  /** Some lines of a log, for paper. */
  public static LogPart printed(long from, long to, long lines, boolean times) {
    return new LogPart(from, Math.min(to, lines), lines, true, times);
  }

  /** Whether the line is among them. */
  boolean has(long line) {
    return from <= line && line <= to;
  }
}
