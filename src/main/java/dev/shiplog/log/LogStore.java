package dev.shiplog.log;

import java.io.InputStream;
import java.util.Collection;
import java.util.List;

/**
 * Append-only logs of numbered lines, one per deployment. Whatever a reader wants is a read from
 * line N. A log that was never written reads as empty.
 *
 * <p>A log that was damaged behind the store's back is read as far as it goes: what comes back is
 * always lines, or bytes, that are in the log. Errors of reading are {@link
 * UnreadableLogException}, other I/O errors {@link java.io.UncheckedIOException}.
 */
public interface LogStore {

  /**
   * Opens the log for appending, continuing an existing one. A last line that was never ended is
   * ended first.
   *
   * @param secrets values that must never reach the store; shown as {@code ***}, those of several
   *     lines line by line. Lines and values of less than 4 characters are not masked
   * @throws IllegalStateException when it is open for appending already
   */
  LogAppender open(long id, Collection<String> secrets);

  /**
   * How large the log is now. Lines up to {@link LogSize#lines()} are readable. Throws nothing: a
   * log that cannot be read says so.
   */
  LogSize size(long id);

  /**
   * Reads whole lines in order.
   *
   * @param from first line; less than 1 means 1
   * @param to last line, inclusive; beyond the end is fine
   * @param maxBytes stop after the line that reaches this many bytes; at least one line is returned
   *     if there is one
   * @throws UnreadableLogException the log cannot be read
   */
  List<LogLine> read(long id, long from, long to, int maxBytes);

  /**
   * The stored bytes of the lines from..to (1-based, inclusive; clamped to the end), for streaming.
   * Caller closes.
   *
   * @throws UnreadableLogException the log cannot be read
   */
  InputStream bytes(long id, long from, long to);

  /**
   * The stored bytes of [offset, offset + length), clamped to the end. Caller closes.
   *
   * @throws UnreadableLogException the log cannot be read
   */
  InputStream range(long id, long offset, long length);

  /**
   * Removes the log, if there is one; it reads as empty from now on. What an appender that is still
   * open adds is lost.
   */
  void delete(long id);
}
