package dev.shiplog.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index of one log, for one reader: finds a line by its number in one read. What it says is
 * checked against the log where it is used.
 */
final class LineIndex implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LineIndex.class);

  private final LogFiles files;
  private final Optional<FileChannel> file;
  private final ByteBuffer memory;
  private final LogSize size;

  private LineIndex(LogFiles files, Optional<FileChannel> file, ByteBuffer memory, LogSize size) {
    this.files = files;
    this.file = file;
    this.memory = memory;
    this.size = size;
  }

  /**
   * Opens the index file if it fits the log.
   *
   * @param size how large the log is
   * @return empty when it is missing, too short, does not end where the log does or cannot be read
   */
  static Optional<LineIndex> open(LogFiles files, LogSize size) {
    if (size.lines() == 0) {
      return size.bytes() == 0 ? Optional.of(of(files, ByteBuffer.allocate(0))) : Optional.empty();
    }
    try {
      if (files.indexBytes() / IndexRecord.BYTES < size.lines()) {
        return Optional.empty();
      }
      FileChannel file = FileChannel.open(files.index(), StandardOpenOption.READ);
      var index = new LineIndex(files, Optional.of(file), ByteBuffer.allocate(0), size);
      return index.endsWithLog() ? Optional.of(index) : Optional.empty();
    } catch (IOException unreadable) {
      LOG.debug("An index cannot be read", unreadable);
      return Optional.empty();
    }
  }

  private boolean endsWithLog() throws IOException {
    boolean fits = false;
    try {
      fits = end(size.lines()) == size.bytes();
      return fits;
    } finally {
      if (!fits) {
        close();
      }
    }
  }

  /** An index that is not on disk: the records from the buffer's position to its limit. */
  static LineIndex of(LogFiles files, ByteBuffer records) {
    ByteBuffer memory = records.slice();
    long lines = memory.limit() / IndexRecord.BYTES;
    long bytes = lines == 0 ? 0 : memory.getLong(memory.limit() - IndexRecord.BYTES);
    return new LineIndex(files, Optional.empty(), memory, new LogSize(lines, bytes));
  }

  LogSize size() {
    return size;
  }

  /**
   * The offset after line {@code number}; 0 for line 0.
   *
   * @throws DamagedIndexException the log has no line that ends where the index says
   */
  long endOf(long number) throws IOException {
    long end = end(number);
    boolean last = number == size.lines();
    if (last ? end != size.bytes() : end < 0 || end >= size.bytes() || !endsLine(number, end)) {
      throw new DamagedIndexException(number);
    }
    return end;
  }

  private boolean endsLine(long number, long end) throws IOException {
    if (end == 0) {
      return number == 0;
    }
    try (InputStream log = files.logBytes(end - 1, end)) {
      return log.read() == '\n' || end - end(number - 1) == LineReader.LONGEST_LINE;
    }
  }

  private long end(long number) throws IOException {
    return number == 0 ? 0 : IndexRecord.from(records(number, 1)).end();
  }

  /** The records of {@code count} lines from line {@code first} (from 1), all of which exist. */
  ByteBuffer records(long first, int count) throws IOException {
    long offset = (first - 1) * IndexRecord.BYTES;
    if (file.isEmpty()) {
      return memory.slice((int) offset, count * IndexRecord.BYTES);
    }
    ByteBuffer buffer = ByteBuffer.allocate(count * IndexRecord.BYTES);
    while (buffer.hasRemaining()) {
      if (file.get().read(buffer, offset + buffer.position()) < 0) {
        throw new DamagedIndexException(first);
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    if (file.isPresent()) {
      file.get().close();
    }
  }
}
