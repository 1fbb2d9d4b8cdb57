package dev.shiplog.render;

import java.util.List;

/**
 * Lines of a log that follow each other, out of a search's result.
 *
 * @param from the first line
 * @param to the last line
 * @param hit the first line that was found
 * @param unmarked the lines that were found for text which the log does not show, because what came
 *     later redrew it
 * @param html the lines that are shown, ready; empty if none is
 */
public record Passage(long from, long to, long hit, List<Long> unmarked, List<String> html) {

  /** For people, e.g. "Lines 40 to 44". */
  public String name() {
    return from == to ? "Line %,d".formatted(from) : "Lines %,d to %,d".formatted(from, to);
  }
}
