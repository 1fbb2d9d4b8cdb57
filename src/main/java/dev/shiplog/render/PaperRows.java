package dev.shiplog.render;

import dev.shiplog.terminal.StyledLine;

/**
 * Counts how much paper a part of a log takes, as the print style of the stylesheet sets it: 8pt
 * type on A4. Fonts and printers differ, so this is about right and no more. A long part is judged
 * by its start.
 */
final class PaperRows implements LogEvents {

  private static final long MOST_COUNTED = 50_000;
  private static final int ROWS_PER_PAGE = 72;
  private static final int ROWS_OF_HEADER = 16;
  private static final double ROWS_OF_HEADING = 2.2;
  private static final int CHARACTERS_PER_ROW = 98;
  private static final int CHARACTERS_OF_TIMES = 10;

  private final LogPart part;
  private final int width;
  private double rows;

  PaperRows(LogPart part) {
    this.part = part;
    this.width = CHARACTERS_PER_ROW - (part.times() ? CHARACTERS_OF_TIMES : 0);
  }

  /** A4 pages, at least 1. */
  long pages() {
    long counted = Math.max(1, lastCounted() - part.from() + 1);
    long all = Math.max(1, part.to() - part.from() + 1);
    return (long) Math.ceil((ROWS_OF_HEADER + rows * all / counted) / ROWS_PER_PAGE);
  }

  long lastCounted() {
    return Math.min(part.to(), part.from() + MOST_COUNTED - 1);
  }

  @Override
  public void sectionStarted(Section section, String parent) {
    rows += ROWS_OF_HEADING;
  }

  @Override
  public void line(ShownLine line) {
    rows += rows(line.text());
  }

  private int rows(StyledLine line) {
    int length = line.text().length();
    return Math.max(1, (length + width - 1) / width);
  }
}
