package dev.shiplog.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a log as its bytes say: a line ends after a newline, where it is as long as a line
 * can be, or with the log.
 */
final class LineReader implements AutoCloseable {

  /**
   * The most that one line takes: what is longer was not written as a line, e.g. by a disk that
   * lost power.
   */
  static final int LONGEST_LINE = LogSettings.LONGEST_LINE + 1024;

  private final InputStream log;
  private final byte[] buffer = new byte[1 << 16];
  private final Bytes begun = new Bytes();
  private int position;
  private int limit;

  /**
   * @param log stands at the start of a line; closed with this
   */
  LineReader(InputStream log) {
    this.log = log;
  }

  /** The next line, with the newline that ends it; empty after the last. */
  byte[] next() throws IOException {
    begun.clear();
    boolean ended = false;
    while (!ended && fill()) {
      int end = end();
      ended = buffer[end - 1] == '\n' || begun.length() + end - position == LONGEST_LINE;
      int start = position;
      position = end;
      if (ended && begun.length() == 0) {
        return Arrays.copyOfRange(buffer, start, end);
      }
      begun.add(buffer, start, end - start);
    }
    return begun.copy();
  }

  /** Where, in what was read so far, the line ends or goes on. */
  private int end() {
    int most = Math.min(limit, position + LONGEST_LINE - begun.length());
    for (int i = position; i < most; i++) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    return most;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, log.read(buffer));
    }
    return position < limit;
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
