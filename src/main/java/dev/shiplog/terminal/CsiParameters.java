package dev.shiplog.terminal;

import java.util.Arrays;

/**
 * The parameters of a control sequence while it is read. Only the first {@value #MOST} are kept and
 * values stop at {@value #LARGEST}, so a sequence of any length costs the same memory.
 */
final class CsiParameters {
  static final int MOST = 64;
  static final int LARGEST = 65_535;

  private final int[] values = new int[MOST];
  private final boolean[] sub = new boolean[MOST];
  private int count = 1;
  private boolean plain = true;

  void clear() {
    Arrays.fill(values, 0, Math.min(count, MOST), 0);
    Arrays.fill(sub, 0, Math.min(count, MOST), false);
    count = 1;
    plain = true;
  }

  void copyFrom(CsiParameters other) {
    System.arraycopy(other.values, 0, values, 0, MOST);
    System.arraycopy(other.sub, 0, sub, 0, MOST);
    count = other.count;
    plain = other.plain;
  }

  /** Takes a byte between the introducer and the final byte, 0x20-0x3F. */
  void add(int c) {
    if (c >= '0' && c <= '9') {
      digit(c - '0');
    } else if (c == ';' || c == ':') {
      next(c == ':');
    } else {
      plain = false;
    }
  }

  /** False when a private marker or an intermediate byte gave the final byte another meaning. */
  boolean plain() {
    return plain;
  }

  int count() {
    return Math.min(count, MOST);
  }

  /** The value at an index, 0 where none was given. */
  int at(int index) {
    return index < count() ? values[index] : 0;
  }

  /**
   * Whether the parameter belongs to the one before it ({@code 38:5:1} rather than {@code 38;5}).
   */
  boolean isSub(int index) {
    return index < count() && sub[index];
  }

  /** The first parameter as a count or position, where 0 and nothing mean 1. */
  int firstOrOne() {
    return Math.max(1, values[0]);
  }

  private void digit(int digit) {
    if (count <= MOST) {
      values[count - 1] = Math.min(LARGEST, values[count - 1] * 10 + digit);
    }
  }

  private void next(boolean isSub) {
    if (count < MOST) {
      sub[count] = isSub;
      count++;
    } else {
      count = MOST + 1;
    }
  }
}
