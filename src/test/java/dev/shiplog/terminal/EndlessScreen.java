package dev.shiplog.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal as simple as can be, to compare with: a grid without end that forgets nothing. Knows
 * ASCII, and no looks.
 */
final class EndlessScreen {
  private static final Pattern PIECE =
      Pattern.compile(
          "\u001b\\[\\?\\d+[a-z]|\u001b\\[(\\d*)[;\\d]*([A-Za-z])|\u001b([78M])|([\r\b])|([^\u001b\r\b])");

  private final List<StringBuilder> grid = new ArrayList<>();
  private final List<Long> owners = new ArrayList<>();
  private final int reach;
  private long lines;
  private int row;
  private int column;
  private int savedRow = -1;
  private int savedColumn;

  /**
   * @param reach rows above the fresh one to which the cursor can go
   */
  EndlessScreen(int reach) {
    this.reach = reach;
  }

  void line(String line) {
    lines++;
    grid.add(new StringBuilder());
    String text = line.replaceAll("\r+$", "");
    Matcher piece = PIECE.matcher(text);
    while (piece.find()) {
      if (piece.group(2) != null) {
        sequence(
            piece.group(2).charAt(0),
            piece.group(1).isEmpty() ? 0 : Integer.parseInt(piece.group(1)));
      } else if (piece.group(3) != null) {
        escape(piece.group(3).charAt(0));
      } else if (piece.group(4) != null) {
        column = piece.group(4).equals("\r") ? 0 : Math.max(0, column - 1);
      } else if (piece.group(5) != null) {
        print(piece.group(5).charAt(0));
      }
    }
    int fresh = grid.size() - 1;
    if (row == fresh || !grid.get(fresh).isEmpty()) {
      owners.add(lines);
    } else {
      grid.remove(fresh);
    }
    row = Math.max(row + 1, grid.size() - reach);
    column = 0;
  }

  /** The text of each line that created a row, by its number. */
  SortedMap<Long, String> texts() {
    SortedMap<Long, String> texts = new TreeMap<>();
    for (int i = 0; i < owners.size(); i++) {
      texts.put(owners.get(i), grid.get(i).toString());
    }
    return texts;
  }

  private void print(char c) {
    StringBuilder cells = grid.get(row);
    while (cells.length() <= column) {
      cells.append(' ');
    }
    cells.setCharAt(column++, c);
  }

  private void sequence(char c, int parameter) {
    int count = Math.max(1, parameter);
    switch (c) {
      case 'A' -> vertical(-count);
      case 'B' -> vertical(count);
      case 'E' -> {
        vertical(count);
        column = 0;
      }
      case 'F' -> {
        vertical(-count);
        column = 0;
      }
      case 'C' -> column += count;
      case 'D' -> column = Math.max(0, column - count);
      case 'G' -> column = count - 1;
      case 'J' -> {
        erase(parameter);
        for (int below = row + 1; parameter == 0 && below < grid.size(); below++) {
          grid.get(below).setLength(0);
        }
      }
      case 'K' -> erase(parameter);
      case 'X' -> erase(column, column + count);
      case 'P' ->
          grid.get(row)
              .delete(
                  Math.min(column, grid.get(row).length()),
                  Math.min(column + count, grid.get(row).length()));
      case 's' -> escape('7');
      case 'u' -> escape('8');
      case 'H' -> savedRow = -1;
      default -> {
        // a look
      }
    }
  }

  private void escape(char c) {
    if (c == 'M') {
      vertical(-1);
    } else if (c == '7') {
      savedRow = row;
      savedColumn = column;
    } else if (savedRow >= 0) {
      row = savedRow;
      column = savedColumn;
      vertical(0);
    }
  }

  private void vertical(int rows) {
    int fresh = grid.size() - 1;
    row = Math.max(Math.max(0, fresh - reach), Math.min(fresh, row + rows));
  }

  private void erase(int what) {
    int end = grid.get(row).length();
    erase(what == 0 ? column : 0, what == 1 ? column + 1 : end);
  }

  private void erase(int from, int to) {
    StringBuilder cells = grid.get(row);
    if (to >= cells.length()) {
      cells.setLength(Math.min(from, cells.length()));
    } else {
      cells.replace(from, to, " ".repeat(to - from));
    }
  }
}
