package dev.shiplog.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One row of terminal cells and the cursor in it. Each cell has a glyph and an attribute, an int
 * this class does not look into. A row has at most {@value #COLUMNS} columns; a row that is {@link
 * #full} must be taken before more is written.
 */
final class Row {
  static final int COLUMNS = 65_536;

  /** How far the cursor can be moved beyond the text: wider than any real terminal. */
  static final int REACH = 512;

  /** Most marks that one cell holds on top of its character. */
  static final int MARKS = 8;

  private static final int TAB = 8;
  private static final int FIRST_SIZE = 256;

  private static final int WIDE_TAIL = -1;
  private static final int FIRST_CLUSTER = -2;

  private int[] glyphs = new int[0];
  private int[] attributes = new int[0];
  private final List<String> clusters = new ArrayList<>();
  private final WorkLimit work;
  private int length;
  private int column;

  Row(WorkLimit work) {
    this.work = work;
  }

  /** A row of its own for the same line. */
  Row another() {
    return new Row(work);
  }

  /** Empties the row and allows the work of a new line. */
  void reset() {
    take();
    work.reset();
  }

  boolean isEmpty() {
    return length == 0;
  }

  int column() {
    return column;
  }

  boolean full(int width) {
    return column + width > COLUMNS;
  }

  /** Writes a character of width 1 or 2 at the cursor, over what was there. */
  void put(int codePoint, int width, int attribute) {
    padToCursor();
    ensure(column + width);
    detach(column, column + width);
    glyphs[column] = codePoint;
    attributes[column] = attribute;
    if (width == 2) {
      glyphs[column + 1] = WIDE_TAIL;
      attributes[column + 1] = attribute;
    }
    column += width;
    length = Math.max(length, column);
  }

  /** Writes characters of width 1 as far as the row has room, and returns where it stopped. */
  int put(String text, int from, int to, int attribute) {
    int count = Math.min(to - from, COLUMNS - column);
    padToCursor();
    ensure(column + count);
    detach(column, column + count);
    for (int i = 0; i < count; i++) {
      glyphs[column + i] = text.charAt(from + i);
    }
    Arrays.fill(attributes, column, column + count, attribute);
    column += count;
    length = Math.max(length, column);
    return from + count;
  }

  /** Adds a mark of no width to the character before the cursor; none there, no mark. */
  void mark(int codePoint) {
    int at = column - 1;
    if (at > 0 && at < length && glyphs[at] == WIDE_TAIL) {
      at--;
    }
    if (at < 0 || at >= length) {
      return;
    }
    int glyph = glyphs[at];
    if (glyph >= 0) {
      glyphs[at] = FIRST_CLUSTER - clusters.size();
      clusters.add(Character.toString(glyph) + Character.toString(codePoint));
    } else {
      int index = FIRST_CLUSTER - glyph;
      String cluster = clusters.get(index);
      if (cluster.codePointCount(0, cluster.length()) <= MARKS) {
        clusters.set(index, cluster + Character.toString(codePoint));
      }
    }
  }

  void moveTo(int target) {
    int furthest = Math.min(COLUMNS - 1, Math.max(length, REACH));
    column = Math.max(0, Math.min(target, furthest));
  }

  void moveBy(int columns) {
    moveTo(column + columns);
  }

  void tab() {
    column = Math.min(COLUMNS - 1, (column / TAB + 1) * TAB);
  }

  void eraseToEnd() {
    if (column < length) {
      detach(column, length);
      length = column;
    }
  }

  void eraseToCursor() {
    erase(0, column + 1);
  }

  void eraseAll() {
    length = 0;
  }

  void eraseChars(int count) {
    erase(column, column + count);
  }

  void deleteChars(int count) {
    if (column >= length || !work.allows(length - column)) {
      return;
    }
    int from = Math.min(length, column + count);
    detach(column, from);
    System.arraycopy(glyphs, from, glyphs, column, length - from);
    System.arraycopy(attributes, from, attributes, column, length - from);
    length -= from - column;
  }

  /** Appends the cells to a line and starts an empty row with the cursor at its start. */
  void takeInto(StyledLineBuilder line) {
    for (int i = 0; i < length; i++) {
      int glyph = glyphs[i];
      if (i == 0 || attributes[i] != attributes[i - 1]) {
        line.look(attributes[i]);
      }
      if (glyph >= 0) {
        line.append(glyph);
      } else if (glyph != WIDE_TAIL) {
        line.append(clusters.get(FIRST_CLUSTER - glyph));
      }
    }
    take();
  }

  private void take() {
    length = 0;
    column = 0;
    clusters.clear();
  }

  private void erase(int from, int to) {
    int end = Math.min(to, length);
    if (from >= end || !work.allows(end - from)) {
      return;
    }
    detach(from, end);
    if (end == length) {
      length = from;
    } else {
      blank(from, end);
    }
  }

  private void padToCursor() {
    if (column <= length) {
      return;
    }
    if (!work.allows(column - length)) {
      column = length;
      return;
    }
    ensure(column);
    blank(length, column);
    length = column;
  }

  private void blank(int from, int to) {
    Arrays.fill(glyphs, from, to, ' ');
    Arrays.fill(attributes, from, to, 0);
  }

  /** Blanks the halves that are left of wide characters when the cells in a range go. */
  private void detach(int from, int to) {
    if (from < length && glyphs[from] == WIDE_TAIL) {
      glyphs[from - 1] = ' ';
    }
    if (to < length && glyphs[to] == WIDE_TAIL) {
      glyphs[to] = ' ';
    }
  }

  private void ensure(int size) {
    if (size > glyphs.length) {
      int larger = Math.max(Math.max(size, FIRST_SIZE), glyphs.length * 2);
      glyphs = Arrays.copyOf(glyphs, larger);
      attributes = Arrays.copyOf(attributes, larger);
    }
  }
}
