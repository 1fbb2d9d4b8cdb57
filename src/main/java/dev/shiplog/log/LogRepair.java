package dev.shiplog.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Makes an index agree with its log again, e.g. after a crash: records that are torn, out of order
 * or beyond the log are cut, and lines beyond the index are indexed. An unterminated tail is the
 * last line.
 */
final class LogRepair {

  /** Lines that are indexed in memory, where the index cannot be written. */
  static final int MEMORY_LINES = 1_000_000;

  private static final int BLOCK = 4096;

  private final LogFiles files;
  private final long millis;

  /**
   * @param millis the time that lines get whose time is lost
   */
  LogRepair(LogFiles files, long millis) {
    this.files = files;
    this.millis = millis;
  }

  /** Repairs the index on disk, so that all of the log can be read; how large the log is. */
  LogSize index() throws IOException {
    long logBytes = files.logBytes();
    try (RandomAccessFile index = new RandomAccessFile(files.index().toFile(), "rw")) {
      Sound sound = sound(index, logBytes);
      index.setLength(sound.lines * IndexRecord.BYTES);
      index.seek(sound.lines * IndexRecord.BYTES);
      long more =
          scan(
              sound,
              logBytes,
              Long.MAX_VALUE,
              block -> index.write(block.array(), 0, block.limit()));
      return new LogSize(sound.lines + more, logBytes);
    }
  }

  /** Ends the log's last line, so that another can follow, and repairs the index. */
  LogSize indexForAppending() throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(files.log().toFile(), "rw")) {
      long length = log.length();
      if (length > 0) {
        log.seek(length - 1);
        if (log.read() != '\n') {
          log.write('\n');
        }
      }
    }
    return index();
  }

  /** Indexes the log from its start, at most {@value #MEMORY_LINES} lines of it. */
  ByteBuffer indexInMemory() throws IOException {
    Bytes records = new Bytes();
    scan(
        new Sound(0, 0, Optional.empty()),
        files.logBytes(),
        MEMORY_LINES,
        block -> records.add(block.array(), 0, block.limit()));
    return ByteBuffer.wrap(records.array(), 0, records.length());
  }

  /** How far the index can be trusted; a line that went on after it was indexed is cut. */
  private Sound sound(RandomAccessFile index, long logBytes) throws IOException {
    byte[] block = new byte[BLOCK * IndexRecord.BYTES];
    long lines = 0;
    long before = 0;
    Optional<IndexRecord> last = Optional.empty();
    boolean inOrder = true;
    for (int read = read(index, block); inOrder && read > 0; read = read(index, block)) {
      ByteBuffer records = ByteBuffer.wrap(block, 0, read - read % IndexRecord.BYTES);
      while (inOrder && records.hasRemaining()) {
        IndexRecord next = IndexRecord.from(records);
        long end = last.map(IndexRecord::end).orElse(0L);
        inOrder = next.end() > end && next.end() <= logBytes;
        if (inOrder) {
          before = end;
          last = Optional.of(next);
          lines++;
        }
      }
    }
    if (last.isPresent() && last.get().end() < logBytes && !endsLine(last.get().end())) {
      return new Sound(lines - 1, before, last);
    }
    return new Sound(lines, last.map(IndexRecord::end).orElse(0L), Optional.empty());
  }

  private static int read(RandomAccessFile index, byte[] block) throws IOException {
    int count = 0;
    while (count < block.length) {
      int read = index.read(block, count, block.length - count);
      if (read < 0) {
        break;
      }
      count += read;
    }
    return count;
  }

  private boolean endsLine(long end) throws IOException {
    try (InputStream log = LogSlice.open(files.log(), end - 1, 1)) {
      return log.read() == '\n';
    }
  }

  private long scan(Sound sound, long logBytes, long maxLines, Records out) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK * IndexRecord.BYTES);
    byte[] bytes = new byte[1 << 16];
    IndexRecord next = sound.open.orElse(new IndexRecord(0, millis, LogStream.STDOUT));
    long lines = 0;
    long end = sound.bytes;
    try (InputStream log = LogSlice.open(files.log(), end, logBytes - end)) {
      for (int read = log.read(bytes); read > 0 && lines < maxLines; read = log.read(bytes)) {
        for (int i = 0; i < read && lines < maxLines; i++) {
          end++;
          if (bytes[i] != '\n' && end < logBytes) {
            continue;
          }
          new IndexRecord(end, next.millis(), next.stream()).putTo(block);
          next = new IndexRecord(0, millis, LogStream.STDOUT);
          lines++;
          if (!block.hasRemaining()) {
            out.write(block.flip());
            block.clear();
          }
        }
      }
    }
    out.write(block.flip());
    return lines;
  }

  /**
   * The part of the index that is right.
   *
   * @param lines lines of it
   * @param bytes bytes of those lines
   * @param open the record of the line after it, whose end is not right
   */
  private record Sound(long lines, long bytes, Optional<IndexRecord> open) {}

  /** Takes records from the start of a buffer to its limit. */
  @FunctionalInterface
  private interface Records {

    void write(ByteBuffer block) throws IOException;
  }
}
