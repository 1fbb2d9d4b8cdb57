package dev.shiplog.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Appends to the files of one log: a tail per stream, the limit, and the nudge. */
final class FileLogAppender implements LogAppender {

  /** What Shiplog's own lines may use beyond the limit of a log. */
  static final int RESERVE = 1 << 16;

  private static final int BATCH = 1 << 20;

  private final LogWriter writer;
  private final LineTail out;
  private final LineTail err;
  private final LineTail own;
  private final long maxBytes;
  private final Clock clock;
  private final Consumer<FileLogAppender> closing;
  private final Runnable nudge;

  private final Object lock = new Object();
  private long millis;
  private long dropped;
  private boolean limited;
  private Optional<IOException> broken = Optional.empty();
  private boolean closed;

  /**
   * @param closing called once when all is written and the files are closed
   * @param nudge called without a lock when lines became readable, and after closing
   */
  FileLogAppender(
      LogWriter writer,
      LogSettings settings,
      SecretMask mask,
      Clock clock,
      Consumer<FileLogAppender> closing,
      Runnable nudge) {
    int maxLineBytes = Math.toIntExact(settings.maxLineBytes().toBytes());
    this.writer = writer;
    this.out = new LineTail(LogStream.STDOUT, maxLineBytes, mask);
    this.err = new LineTail(LogStream.STDERR, maxLineBytes, mask);
    this.own = new LineTail(LogStream.SYSTEM, maxLineBytes, mask);
    this.maxBytes = settings.maxBytes().toBytes();
    this.clock = clock;
    this.closing = closing;
    this.nudge = nudge;
  }

  LogSize size() {
    return writer.size();
  }

  @Override
  public void append(LogStream stream, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    change(() -> tail(stream).add(bytes, offset, length, this::store));
  }

  @Override
  public void system(String text) {
    byte[] line = text.replace('\n', ' ').replace('\r', ' ').getBytes(StandardCharsets.UTF_8);
    change(
        () -> {
          own.end(LineTail.NEWLINE, this::store);
          own.add(line, 0, line.length, this::store);
          own.add(LineTail.NEWLINE, 0, 1, this::store);
        });
  }

  @Override
  public void flush() {
    change(this::endTails);
  }

  @Override
  public void close() {
    try {
      synchronized (lock) {
        if (closed) {
          return;
        }
        closed = true;
        end();
      }
    } finally {
      nudge.run();
    }
  }

  private void end() {
    try {
      if (broken.isEmpty()) {
        endLog();
        commit();
      }
    } finally {
      release();
    }
  }

  private LineTail tail(LogStream stream) {
    return switch (stream) {
      case STDOUT -> out;
      case STDERR -> err;
      case SYSTEM -> own;
    };
  }

  private void change(Runnable change) {
    boolean grown;
    synchronized (lock) {
      requireUsable();
      long lines = writer.size().lines();
      millis = clock.millis();
      change.run();
      commit();
      grown = writer.size().lines() > lines;
    }
    if (grown) {
      nudge.run();
    }
  }

  private void requireUsable() {
    if (closed) {
      throw new IllegalStateException("the log's appender is closed");
    }
    if (broken.isPresent()) {
      throw unwritable(broken.get());
    }
  }

  private void store(LogStream stream, byte[] bytes, int offset, int length, byte[] ending) {
    long after = writer.bytes() + length + ending.length;
    boolean fits =
        stream == LogStream.SYSTEM ? after <= maxBytes + RESERVE : !limited && after <= maxBytes;
    if (!fits) {
      limited = limited || stream != LogStream.SYSTEM;
      dropped += length;
      return;
    }
    writer.add(stream, millis, bytes, offset, length, ending);
    if (writer.pending() >= BATCH) {
      commit();
    }
  }

  private void commit() {
    try {
      writer.commit();
    } catch (IOException failed) {
      broken = Optional.of(failed);
      throw unwritable(failed);
    }
  }

  private static UncheckedIOException unwritable(IOException cause) {
    return new UncheckedIOException("the log cannot be written: " + cause.getMessage(), cause);
  }

  private void endTails() {
    out.end(LineTail.NEWLINE, this::store);
    err.end(LineTail.NEWLINE, this::store);
    own.end(LineTail.NEWLINE, this::store);
  }

  /** Only the very last line may stay without the newline that nobody sent. */
  private void endLog() {
    millis = clock.millis();
    LineTail last = !own.isEmpty() ? own : !err.isEmpty() ? err : out;
    if (last != out) {
      out.end(LineTail.NEWLINE, this::store);
    }
    if (last == own) {
      err.end(LineTail.NEWLINE, this::store);
    }
    last.end(dropped > 0 ? LineTail.NEWLINE : LineTail.NOTHING, this::store);
    if (dropped > 0) {
      byte[] mark = mark();
      writer.add(LogStream.SYSTEM, millis, mark, 0, mark.length, LineTail.NEWLINE);
    }
  }

  private byte[] mark() {
    return ("[log limit reached: " + dropped + " bytes dropped]").getBytes(StandardCharsets.UTF_8);
  }

  private void release() {
    try {
      writer.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("the log cannot be closed: " + failed.getMessage(), failed);
    } finally {
      closing.accept(this);
    }
  }
}
