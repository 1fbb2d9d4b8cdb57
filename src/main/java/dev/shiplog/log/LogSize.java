package dev.shiplog.log;

/**
 * How large a log is.
 *
 * @param lines complete lines
 * @param bytes bytes of those lines
 * @param readable false for a log that is there but cannot be read: it has no lines for now
 */
public record LogSize(long lines, long bytes, boolean readable) {

  static final LogSize UNREADABLE = new LogSize(0, 0, false);

  /** Of a log that can be read, or was never written. */
  public LogSize(long lines, long bytes) {
    this(lines, bytes, true);
  }
}
