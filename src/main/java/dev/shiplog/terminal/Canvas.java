package dev.shiplog.terminal;

import dev.shiplog.terminal.StyledLine.Link;
import dev.shiplog.terminal.StyledLine.Span;

/** One row of the screen while a line draws on it. */
final class Canvas {
  private final StyledLineBuilder line = new StyledLineBuilder();
  private final Row row;
  private int attribute;

  /** Draws on a row, which must be empty. */
  Canvas(Row row) {
    this.row = row;
  }

  /** The same with what another canvas drew already there, and the cursor at its start. */
  Canvas(Row row, StyledLine shown) {
    this(row);
    String text = shown.text();
    int span = 0;
    int link = 0;
    int c;
    for (int at = 0; at < text.length(); at += Character.charCount(c)) {
      while (span < shown.spans().size() && shown.spans().get(span).end() <= at) {
        span++;
      }
      while (link < shown.links().size() && shown.links().get(link).end() <= at) {
        link++;
      }
      attribute = line.attribute(styleAt(shown, span, at), linkAt(shown, link, at));
      c = text.codePointAt(at);
      print(c);
    }
    row.moveTo(0);
  }

  private static int styleAt(StyledLine shown, int index, int at) {
    if (index == shown.spans().size()) {
      return Style.PLAIN;
    }
    Span span = shown.spans().get(index);
    return span.start() <= at ? span.style() : Style.PLAIN;
  }

  private static String linkAt(StyledLine shown, int index, int at) {
    if (index == shown.links().size()) {
      return "";
    }
    Link link = shown.links().get(index);
    return link.start() <= at ? link.href() : "";
  }

  /** The cells, for what only moves or erases. */
  Row row() {
    return row;
  }

  /** Gives what is printed from here this look. */
  void look(Look look) {
    attribute = line.attribute(look.style(), look.link());
  }

  void print(int codePoint) {
    int shown = Glyphs.shown(codePoint);
    int width = Glyphs.width(shown);
    if (width == 0) {
      row.mark(shown);
      return;
    }
    if (row.full(width)) {
      row.takeInto(line);
    }
    row.put(shown, width, attribute);
  }

  void printAscii(String text, int from, int to) {
    int at = row.put(text, from, to, attribute);
    while (at < to) {
      row.takeInto(line);
      at = row.put(text, at, to, attribute);
    }
  }

  /** Goes on below, in the text of the same line. */
  void lineFeed() {
    row.takeInto(line);
    line.lineFeed();
  }

  boolean isBlank() {
    return row.isEmpty() && line.isEmpty();
  }

  /** What the row shows; ends the canvas. */
  StyledLine finish() {
    row.takeInto(line);
    return line.build();
  }
}
