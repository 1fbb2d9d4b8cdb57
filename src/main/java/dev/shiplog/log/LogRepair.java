package dev.shiplog.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.Optional;

/**
 * Makes an index agree with its log again, e.g. after a crash. Where lines end is for the log to
 * say; the index keeps what only it knows, time and stream, of each line whose record is right or
 * was, before the line went on. An unterminated tail is the last line.
 *
 * <p>A lost time becomes that of the line before, in the first line when the log was last written
 * to; a lost stream becomes standard output.
 */
final class LogRepair {

  /** Lines that are indexed in memory, where the index cannot be written. */
  static final int MEMORY_LINES = 1_000_000;

  private static final int BLOCK = 4096;

  private final LogFiles files;

  LogRepair(LogFiles files) {
    this.files = files;
  }

  /** Repairs the index on disk, so that all of the log can be read; how large the log is. */
  LogSize index() throws IOException {
    return index(files.logBytes());
  }

  private LogSize index(long logBytes) throws IOException {
    if (!files.canHaveIndex()) {
      throw new FileSystemException(files.index().toString(), null, "is not a file");
    }
    try (RandomAccessFile index = new RandomAccessFile(files.index().toFile(), "rw")) {
      LogSize size =
          scan(
              new LogSize(Long.MAX_VALUE, logBytes),
              (lines, block) -> {
                index.seek(lines * IndexRecord.BYTES);
                index.write(block.array(), 0, block.limit());
              });
      index.setLength(size.lines() * IndexRecord.BYTES);
      return size;
    }
  }

  /** Ends the log's last line, so that another can follow, and repairs the index. */
  LogSize indexForAppending() throws IOException {
    long length;
    try (RandomAccessFile log = new RandomAccessFile(files.log().toFile(), "rw")) {
      length = log.length();
      if (length > 0) {
        log.seek(length - 1);
        if (log.read() != '\n') {
          log.write('\n');
          length++;
        }
      }
    }
    return index(length);
  }

  /**
   * Indexes the log in memory.
   *
   * @param most the lines and bytes to index at most, but never more than {@value #MEMORY_LINES}
   *     lines
   */
  ByteBuffer indexInMemory(LogSize most) throws IOException {
    Bytes records = new Bytes();
    scan(
        new LogSize(Math.min(MEMORY_LINES, most.lines()), most.bytes()),
        (lines, block) -> records.add(block.array(), 0, block.limit()));
    return ByteBuffer.wrap(records.copy());
  }

  private LogSize scan(LogSize most, Records out) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK * IndexRecord.BYTES);
    IndexRecord before = new IndexRecord(0, 0, LogStream.STDOUT);
    long lines = 0;
    try (InputStream old = oldRecords();
        LineReader log = new LineReader(files.logBytes(0, most.bytes()))) {
      for (byte[] line = log.next(); line.length > 0 && lines < most.lines(); line = log.next()) {
        before = record(before, before.end() + line.length, old);
        before.putTo(block);
        lines++;
        if (!block.hasRemaining()) {
          out.write(lines - BLOCK, block.flip());
          block.clear();
        }
      }
    }
    block.flip();
    out.write(lines - block.limit() / IndexRecord.BYTES, block);
    return new LogSize(lines, before.end());
  }

  private IndexRecord record(IndexRecord before, long end, InputStream old) throws IOException {
    Optional<IndexRecord> record = next(old).filter(it -> it.within(before.end(), end));
    long millis = before.end() == 0 ? files.logMillis() : before.millis();
    return new IndexRecord(
        end,
        record.map(IndexRecord::millis).orElse(millis),
        record.map(IndexRecord::stream).orElse(LogStream.STDOUT));
  }

  private static Optional<IndexRecord> next(InputStream old) {
    byte[] bytes = new byte[IndexRecord.BYTES];
    try {
      return old.readNBytes(bytes, 0, bytes.length) == bytes.length
          ? Optional.of(IndexRecord.from(ByteBuffer.wrap(bytes)))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The records as they are. A block of them is read before the same one is written. */
  private InputStream oldRecords() {
    try {
      return files.indexBytes() == 0
          ? InputStream.nullInputStream()
          : new BufferedInputStream(
              LogSlice.open(files.index(), 0, Long.MAX_VALUE), BLOCK * IndexRecord.BYTES);
    } catch (IOException unreadable) {
      return InputStream.nullInputStream();
    }
  }

  /** Takes records from the start of a buffer to its limit. */
  @FunctionalInterface
  private interface Records {

    /**
     * @param lines how many lines come before those of the block
     */
    void write(long lines, ByteBuffer block) throws IOException;
  }
}
