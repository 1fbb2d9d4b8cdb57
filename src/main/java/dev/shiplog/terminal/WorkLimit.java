package dev.shiplog.terminal;

/**
 * Cells that editing may touch while one line is drawn, so a line of nothing but edits is cheap.
 */
final class WorkLimit {
  private static final int MOST_CELLS = 1 << 24;

  private int cells;

  /** Starts a new line. */
  void reset() {
    cells = 0;
  }

  /** Whether so many cells may still be touched; they count when they may. */
  boolean allows(int more) {
    if (cells + more > MOST_CELLS) {
      return false;
    }
    cells += more;
    return true;
  }
}
