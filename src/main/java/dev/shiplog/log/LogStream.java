package dev.shiplog.log;

/** Where a line came from. */
public enum LogStream {
  /** What commands print; of ours both of their streams, in the order in which they wrote. */
  STDOUT,
  /** A command's standard error, where it was told apart: in logs of older versions. */
  STDERR,
  /** Shiplog itself: echoed commands and notes such as "interrupted". */
  SYSTEM;

  /** The word used in payloads and class names, lower case. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
