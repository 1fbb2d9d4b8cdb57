package dev.shiplog.log;

import java.nio.charset.StandardCharsets;

/**
 * One stream's unfinished line. Bytes go in as they come; masked whole lines come out, and pieces
 * of those that are too long. Holds at most one longest line, one secret and one slice of input.
 */
final class LineTail {

  /** Ends each piece of a split line but the last. */
  static final byte[] CONTINUES = " … [line continues]\n".getBytes(StandardCharsets.UTF_8);

  static final byte[] NEWLINE = {'\n'};
  static final byte[] NOTHING = {};

  private static final int SLICE = 8192;

  private final LogStream stream;
  private final int maxLineBytes;
  private final boolean unmasked;
  private final SecretMask.Stream mask;
  private final Bytes line = new Bytes();
  private boolean begun;

  LineTail(LogStream stream, int maxLineBytes, SecretMask secrets) {
    this.stream = stream;
    this.maxLineBytes = maxLineBytes;
    this.unmasked = secrets.isEmpty();
    this.mask = secrets.stream();
  }

  void add(byte[] bytes, int offset, int length, Sink sink) {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end; i++) {
      if (bytes[i] == '\n') {
        finish(bytes, start, i, sink);
        start = i + 1;
      }
    }
    grow(bytes, start, end, sink);
  }

  /** Ends the line, if one has begun, with {@code ending} in place of the newline it lacks. */
  void end(byte[] ending, Sink sink) {
    if (!begun) {
      return;
    }
    mask.end(line);
    split(sink);
    sink.line(stream, line.array(), 0, line.length(), ending);
    line.clear();
    begun = false;
  }

  boolean isEmpty() {
    return !begun;
  }

  private void finish(byte[] bytes, int start, int newline, Sink sink) {
    if (unmasked && !begun && newline - start <= maxLineBytes) {
      sink.line(stream, bytes, start, newline - start + 1, NOTHING);
      return;
    }
    grow(bytes, start, newline, sink);
    begun = true;
    end(NEWLINE, sink);
  }

  private void grow(byte[] bytes, int start, int end, Sink sink) {
    for (int i = start; i < end; i += SLICE) {
      begun = true;
      mask.add(bytes, i, Math.min(SLICE, end - i), line);
      split(sink);
    }
  }

  private void split(Sink sink) {
    int start = 0;
    while (line.length() - start > maxLineBytes) {
      int cut = cut(start);
      sink.line(stream, line.array(), start, cut - start, CONTINUES);
      start = cut;
    }
    line.drop(start);
  }

  /** The end of a piece: not inside of an escape sequence or a character, if that can be. */
  private int cut(int start) {
    byte[] bytes = line.array();
    int limit = start + maxLineBytes;
    for (int i = start; i < limit; i++) {
      if (bytes[i] == EscapeSequences.ESC) {
        int end = EscapeSequences.end(bytes, i, line.length());
        if (end < 0 || end > limit) {
          return i > start ? i : beforeCharacter(bytes, limit);
        }
        i = end - 1;
      }
    }
    return beforeCharacter(bytes, limit);
  }

  private static int beforeCharacter(byte[] bytes, int limit) {
    int i = limit;
    while (i > limit - 3 && isContinuation(bytes[i])) {
      i--;
    }
    return isContinuation(bytes[i]) ? limit : i;
  }

  private static boolean isContinuation(byte value) {
    return (value & 0xC0) == 0x80;
  }

  /** Takes the lines. */
  @FunctionalInterface
  interface Sink {

    /** One line: the bytes of a range that is valid during the call, and how to end it. */
    void line(LogStream stream, byte[] bytes, int offset, int length, byte[] ending);
  }
}
