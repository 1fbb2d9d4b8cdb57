package dev.shiplog.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The index of one log, for one reader: finds a line by its number in one read. */
final class LineIndex implements AutoCloseable {

  private final Optional<FileChannel> file;
  private final ByteBuffer memory;
  private final long lines;
  private final long fileBytes;

  private LineIndex(Optional<FileChannel> file, ByteBuffer memory, long fileBytes, long lines) {
    this.file = file;
    this.memory = memory;
    this.fileBytes = fileBytes;
    this.lines = lines;
  }

  /** Opens the index file as it is now; a missing one has no lines. */
  static LineIndex open(LogFiles files) throws IOException {
    return open(files, Long.MAX_VALUE);
  }

  /** Opens the index file for its first {@code lines} lines at most. */
  static LineIndex open(LogFiles files, long lines) throws IOException {
    try {
      FileChannel file = FileChannel.open(files.index(), StandardOpenOption.READ);
      try {
        long bytes = file.size();
        return new LineIndex(
            Optional.of(file),
            ByteBuffer.allocate(0),
            bytes,
            Math.min(lines, bytes / IndexRecord.BYTES));
      } catch (IOException failed) {
        file.close();
        throw failed;
      }
    } catch (NoSuchFileException noIndex) {
      return of(ByteBuffer.allocate(0));
    }
  }

  /** An index that is not on disk: the records from the buffer's position to its limit. */
  static LineIndex of(ByteBuffer records) {
    ByteBuffer memory = records.slice();
    return new LineIndex(
        Optional.empty(), memory, memory.limit(), memory.limit() / IndexRecord.BYTES);
  }

  long lines() {
    return lines;
  }

  LogSize size() throws IOException {
    return new LogSize(lines, endOf(lines));
  }

  /** Whether this names exactly the bytes that the log has, in whole records. */
  boolean matches(long logBytes) throws IOException {
    return lines * IndexRecord.BYTES == fileBytes && endOf(lines) == logBytes;
  }

  /** The offset after line {@code number}; 0 for line 0. */
  long endOf(long number) throws IOException {
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
        throw new IOException("the log's index was cut while it was read");
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
