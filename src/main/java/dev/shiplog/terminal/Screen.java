package dev.shiplog.terminal;

import java.util.Arrays;

/**
 * The rows that can still be redrawn, each with the number of the stored line that created it, and
 * where the cursor is between two lines. Rows are counted from 0 for the first row of the log; the
 * row at {@link #bottom} is the fresh one that nothing was printed on yet.
 *
 * <p>Rows leave at the top when there are more than {@value #ROWS}, and all at once where the text
 * above cannot be reached: above a sealed place, or a row that a real terminal would have wrapped,
 * because nobody knows on how many rows it stands there.
 */
final class Screen {
  /** Rows that are kept; a real terminal seldom has more. */
  static final int ROWS = 64;

  /** Longest text of a row that is kept. */
  static final int WIDEST = Row.REACH;

  private final long[] numbers;
  private final StyledLine[] lines;
  private long top;
  private long bottom;
  private long cursor;
  private long savedRow = -1;
  private int savedColumn;
  private int savedStyle = Style.PLAIN;

  Screen() {
    this(new long[ROWS], new StyledLine[ROWS]);
    Arrays.fill(lines, StyledLine.EMPTY);
  }

  private Screen(long[] numbers, StyledLine[] lines) {
    this.numbers = numbers;
    this.lines = lines;
  }

  Screen copy() {
    Screen copy = new Screen(numbers.clone(), lines.clone());
    copy.top = top;
    copy.bottom = bottom;
    copy.cursor = cursor;
    copy.savedRow = savedRow;
    copy.savedColumn = savedColumn;
    copy.savedStyle = savedStyle;
    return copy;
  }

  /** The first row that can be reached; the fresh one when there is no other. */
  long top() {
    return top;
  }

  long bottom() {
    return bottom;
  }

  long cursor() {
    return cursor;
  }

  boolean atBottom() {
    return cursor == bottom;
  }

  /** What a row from top to above bottom shows. */
  StyledLine line(long row) {
    return lines[slot(row)];
  }

  /** The number of the line that created a row from top to above bottom. */
  long number(long row) {
    return numbers[slot(row)];
  }

  /** The row that a line created, -1 when it has none that can be reached. */
  long rowOf(long number) {
    for (long row = bottom - 1; row >= top; row--) {
      if (number(row) <= number) {
        return number(row) == number ? row : -1;
      }
    }
    return -1;
  }

  /** Puts a line on the fresh row, and the cursor below it. */
  void append(long number, StyledLine line) {
    if (isWall(line)) {
      bottom++;
      seal();
      return;
    }
    lines[slot(bottom)] = line;
    numbers[slot(bottom)] = number;
    bottom++;
    cursor = bottom;
    if (bottom - top > ROWS) {
      top++;
    }
  }

  /** Changes what a row from top to above bottom shows. */
  void replace(long row, StyledLine line) {
    lines[slot(row)] = line;
    if (isWall(line)) {
      for (; top <= row; top++) {
        lines[slot(top)] = StyledLine.EMPTY;
      }
    }
  }

  /** Puts the cursor on a row, or on the nearest that can be reached. */
  void moveTo(long row) {
    cursor = Math.max(top, Math.min(row, bottom));
  }

  /** Puts the cursor on the fresh row and all others out of reach. */
  void seal() {
    Arrays.fill(lines, StyledLine.EMPTY);
    top = bottom;
    cursor = bottom;
    forgetSaved();
  }

  void save(long row, int column, int style) {
    savedRow = row;
    savedColumn = column;
    savedStyle = style;
  }

  /** Forgets the saved position; the style stays saved. */
  void forgetSaved() {
    savedRow = -1;
  }

  /** The row of the saved position, -1 when none is saved. */
  long savedRow() {
    return savedRow;
  }

  int savedColumn() {
    return savedColumn;
  }

  /** The style that was saved with the last position, plain when none was. */
  int savedStyle() {
    return savedStyle;
  }

  private static boolean isWall(StyledLine line) {
    return line.text().length() > WIDEST || line.text().indexOf('\n') >= 0;
  }

  private static int slot(long row) {
    return (int) (row % ROWS);
  }
}
