package dev.shiplog.log;

import java.util.Arrays;

/** Bytes that grow at the end and are taken from the front, without copies for reading. */
final class Bytes {

  private static final int KEPT = 1 << 17;

  private byte[] array = new byte[256];
  private int length;

  /** The bytes are the first {@link #length()} of this; valid until the next change. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  void add(byte value) {
    reserve(1);
    array[length++] = value;
  }

  void add(byte[] bytes, int offset, int count) {
    reserve(count);
    System.arraycopy(bytes, offset, array, length, count);
    length += count;
  }

  void add(byte[] bytes) {
    add(bytes, 0, bytes.length);
  }

  /** Removes {@code count} bytes from the front. */
  void drop(int count) {
    System.arraycopy(array, count, array, 0, length - count);
    length -= count;
  }

  /** Empties this; what a rare long line needed is given back. */
  void clear() {
    length = 0;
    if (array.length > KEPT) {
      array = new byte[256];
    }
  }

  byte[] copy() {
    return Arrays.copyOf(array, length);
  }

  private void reserve(int count) {
    if (count > array.length - length) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, Math.addExact(length, count)));
    }
  }
}
