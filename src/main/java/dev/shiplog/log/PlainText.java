package dev.shiplog.log;

import java.nio.charset.StandardCharsets;

/** A line without its newline and escape sequences. */
final class PlainText {

  private final byte[] bytes;
  private final int length;

  private PlainText(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  static PlainText of(byte[] line) {
    int length = line.length;
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r')) {
      length--;
    }
    int escape = 0;
    while (escape < length && line[escape] != EscapeSequences.ESC) {
      escape++;
    }
    return escape == length ? new PlainText(line, length) : strip(line, escape, length);
  }

  /** An unterminated sequence hides nothing from a search. */
  private static PlainText strip(byte[] line, int escape, int length) {
    byte[] plain = new byte[length];
    System.arraycopy(line, 0, plain, 0, escape);
    int count = escape;
    boolean unterminated = false;
    for (int i = escape; i < length; i++) {
      if (line[i] == EscapeSequences.ESC && !unterminated) {
        int end = EscapeSequences.end(line, i, length);
        unterminated = end < 0;
        i = unterminated ? i : end - 1;
      } else if (line[i] != EscapeSequences.ESC) {
        plain[count++] = line[i];
      }
    }
    return new PlainText(plain, count);
  }

  /**
   * Whether the bytes occur in this.
   *
   * @param needle not empty; in lower case if {@code fold}
   * @param fold whether upper and lower case ASCII letters are the same
   */
  boolean contains(byte[] needle, boolean fold) {
    byte lower = needle[0];
    byte upper = fold ? upper(lower) : lower;
    for (int i = 0; i <= length - needle.length; i++) {
      if ((bytes[i] == lower || bytes[i] == upper) && matches(i, needle, fold)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(int start, byte[] needle, boolean fold) {
    for (int i = 1; i < needle.length; i++) {
      byte value = bytes[start + i];
      if (value != needle[i] && !(fold && value == upper(needle[i]))) {
        return false;
      }
    }
    return true;
  }

  private static byte upper(byte value) {
    return value >= 'a' && value <= 'z' ? (byte) (value - 0x20) : value;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
