package dev.shiplog.log;

/**
 * Appends to one log. One appender per log at a time; safe for use by several threads.
 *
 * <p>When a method returns, the complete lines are stored: they survive a kill of the server. Lines
 * longer than {@link LogSettings#maxLineBytes()} are split with a mark; lines beyond {@link
 * LogSettings#maxBytes()} are dropped, which the last line then tells, with the number of bytes.
 *
 * <p>When the disk fails or is full, methods throw {@link java.io.UncheckedIOException}. From then
 * on the appender takes nothing more, so that the log has no gap: close it, and open the log again
 * to go on after what {@link LogStore#size(long)} says is stored.
 */
public interface LogAppender extends AutoCloseable {

  /**
   * Appends bytes as they came from a stream. They are masked, split at newlines and limited;
   * complete lines are readable when this returns. A line's tail is kept per stream until its
   * newline comes or the appender is closed.
   */
  void append(LogStream stream, byte[] bytes, int offset, int length);

  /**
   * Appends one whole line of text of Shiplog's own, without newline (one inside becomes a space);
   * masked like everything else. Such lines are taken a little beyond the limit of the log.
   */
  void system(String text);

  /**
   * Ends the tails of both streams as lines of their own, with newlines, e.g. when a command has
   * ended.
   */
  void flush();

  /**
   * Stores what is left and releases the log. The very last line keeps its missing newline, so that
   * the bytes are those that came. The log may be opened again; closing twice does nothing.
   */
  @Override
  void close();
}
