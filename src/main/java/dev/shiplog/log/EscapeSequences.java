package dev.shiplog.log;

/**
 * Where terminal escape sequences (ECMA-48, 7-bit forms) end; all that a log has to know of them.
 */
final class EscapeSequences {

  static final byte ESC = 0x1B;

  private static final byte BEL = 0x07;
  private static final byte CAN = 0x18;
  private static final byte SUB = 0x1A;

  private EscapeSequences() {}

  /**
   * The index after the sequence that starts with the ESC at {@code start}, or -1 if it does not
   * end before {@code limit}. What follows a malformed sequence is text.
   */
  static int end(byte[] bytes, int start, int limit) {
    if (start + 1 >= limit) {
      return -1;
    }
    return switch (bytes[start + 1]) {
      case '[' -> endOfControl(bytes, start + 2, limit);
      case ']', 'P', 'X', '^', '_' -> endOfString(bytes, start + 2, limit);
      default -> endOfEscape(bytes, start + 1, limit);
    };
  }

  private static int endOfControl(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit && bytes[i] >= 0x20 && bytes[i] < 0x40) {
      i++;
    }
    if (i == limit) {
      return -1;
    }
    return bytes[i] >= 0x40 && bytes[i] < 0x7F ? i + 1 : i;
  }

  private static int endOfString(byte[] bytes, int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (bytes[i] == BEL || bytes[i] == CAN || bytes[i] == SUB) {
        return i + 1;
      }
      if (bytes[i] == ESC && i + 1 < limit) {
        return bytes[i + 1] == '\\' ? i + 2 : i;
      }
    }
    return -1;
  }

  private static int endOfEscape(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit && bytes[i] >= 0x20 && bytes[i] < 0x30) {
      i++;
    }
    if (i == limit) {
      return -1;
    }
    return bytes[i] >= 0x30 && bytes[i] < 0x7F ? i + 1 : i;
  }
}
