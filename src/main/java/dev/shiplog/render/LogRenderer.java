package dev.shiplog.render;

import dev.shiplog.log.LogLine;
import dev.shiplog.terminal.Terminal;
import dev.shiplog.terminal.TerminalHtml;
import java.util.List;

/**
 * Renders consecutive lines of one log. Colours carry from line to line, so a renderer stands at a
 * line; take one from {@link LogRenderers}. Not thread safe.
 *
 * <p>Lines come in chunks, {@code <ol class="chunk" id="C0">}, that a browser can lay out lazily.
 * Page and live view have the same chunks.
 */
public final class LogRenderer {

  /** Lines in a chunk. */
  static final int CHUNK_LINES = 500;

  private final Terminal terminal;
  private long next;

  LogRenderer() {
    this(new Terminal(), 1);
  }

  private LogRenderer(Terminal terminal, long next) {
    this.terminal = terminal;
    this.next = next;
  }

  LogRenderer copy() {
    return new LogRenderer(terminal.copy(), next);
  }

  /** The number of the line that must come next, from 1. */
  public long next() {
    return next;
  }

  boolean atChunkStart() {
    return startsChunk(next);
  }

  void skip(LogLine line) {
    requireNext(line);
    terminal.line(line.bytes(), contentLength(line.bytes()));
  }

  /** The lines as whole chunks, for a page; the first must start a chunk. */
  String chunks(List<LogLine> lines) {
    var out = new StringBuilder(lines.size() * 160);
    for (LogLine line : lines) {
      if (startsChunk(line.number())) {
        openChunk(line.number(), out);
      }
      item(line, out);
      if (startsChunk(line.number() + 1)) {
        out.append("</ol>");
      }
    }
    if (!atChunkStart()) {
      out.append("</ol>");
    }
    return out.toString();
  }

  /**
   * The lines as out-of-band fragments for htmx, which append to the chunks that the page already
   * has.
   */
  public String fragment(List<LogLine> lines) {
    var out = new StringBuilder(lines.size() * 160 + 100);
    String end = "";
    for (LogLine line : lines) {
      if (startsChunk(line.number())) {
        out.append(end).append("<div hx-swap-oob=\"beforeend:#log\">");
        openChunk(line.number(), out);
        end = "</ol></div>";
      } else if (end.isEmpty()) {
        out.append("<ol hx-swap-oob=\"beforeend:#C").append(chunk(line.number())).append("\">");
        end = "</ol>";
      }
      item(line, out);
    }
    return out.append(end).toString();
  }

  private static boolean startsChunk(long line) {
    return (line - 1) % CHUNK_LINES == 0;
  }

  private static long chunk(long line) {
    return (line - 1) / CHUNK_LINES;
  }

  private static void openChunk(long line, StringBuilder out) {
    // hx-disable keeps htmx from walking every line of a long log.
    out.append("<ol class=\"chunk\" id=\"C").append(chunk(line));
    out.append("\" start=\"").append(line).append("\" hx-disable=\"\">");
  }

  private void item(LogLine line, StringBuilder out) {
    requireNext(line);
    out.append("<li id=\"L").append(line.number());
    out.append("\" class=\"").append(line.stream().word()).append("\" dir=\"auto\">");
    terminal
        .line(line.bytes(), contentLength(line.bytes()))
        .own()
        .ifPresent(own -> TerminalHtml.append(own, out));
    out.append("</li>");
  }

  private void requireNext(LogLine line) {
    if (line.number() != next) {
      throw new IllegalArgumentException("expected line " + next + ", got " + line.number());
    }
    next++;
  }

  private static int contentLength(byte[] bytes) {
    int length = bytes.length;
    return length > 0 && bytes[length - 1] == '\n' ? length - 1 : length;
  }
}
