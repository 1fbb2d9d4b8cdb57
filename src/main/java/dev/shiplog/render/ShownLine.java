package dev.shiplog.render;

import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStream;
import dev.shiplog.terminal.StyledLine;
import dev.shiplog.terminal.TerminalHtml;
import dev.shiplog.terminal.TextRange;
import java.util.List;

/**
 * A line as it is shown.
 *
 * @param chunk number of its chunk's first line
 * @param numbered whether its number has to be said because it does not follow from the line before
 * @param timed whether its times have to be said because they are not those of the line before
 * @param clock its time of day and its time since the log's start, e.g. "10:00:00Z" and "+0:12"
 * @param error whether it speaks of an error
 */
record ShownLine(
    LogLine stored,
    StyledLine text,
    long chunk,
    boolean numbered,
    boolean timed,
    Clock clock,
    boolean error) {

  record Clock(String time, String elapsed) {}

  long number() {
    return stored.number();
  }

  ShownLine redrawn(StyledLine newText) {
    return new ShownLine(stored, newText, chunk, numbered, timed, clock, error);
  }

  /** The line where it follows another one than in the whole log. */
  ShownLine after(long before, boolean saysTimes) {
    return new ShownLine(
        stored, text, chunk, number() != before + 1, saysTimes || timed, clock, error);
  }

  /** The same, with its number said. */
  ShownLine withNumber() {
    return new ShownLine(stored, text, chunk, true, timed, clock, error);
  }

  void appendTo(StringBuilder out) {
    appendTo(out, true, List.of());
  }

  /**
   * Appends the line's element.
   *
   * @param times whether it also holds the line's times
   * @param marks parts of its text to mark
   */
  void appendTo(StringBuilder out, boolean times, List<TextRange> marks) {
    out.append("<li id=\"L").append(number()).append('"');
    if (numbered) {
      out.append(" value=\"").append(number()).append('"');
    }
    if (error || stored.stream() == LogStream.SYSTEM) {
      out.append(" class=\"").append(classes()).append('"');
    }
    if (times && timed) {
      out.append(" data-at=\"").append(clock.time());
      out.append("\" data-in=\"").append(clock.elapsed()).append('"');
    }
    out.append(" dir=\"auto\">");
    TerminalHtml.append(text, marks, out);
    out.append("</li>");
  }

  private String classes() {
    if (stored.stream() != LogStream.SYSTEM) {
      return "error";
    }
    return error ? "system error" : "system";
  }
}
