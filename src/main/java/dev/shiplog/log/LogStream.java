package dev.shiplog.log;

/** Where a line came from. */
public enum LogStream {
  /** A command's standard output. */
  STDOUT,
  /** A command's standard error. */
  STDERR,
  /** Shiplog itself: echoed commands and notes such as "interrupted". */
  SYSTEM;

  /** The word used in payloads and class names, lower case. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
