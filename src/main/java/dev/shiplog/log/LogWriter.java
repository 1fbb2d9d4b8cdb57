package dev.shiplog.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * Writes batches of lines, the log first, so that what the index names is there. Files, not
 * channels: an interrupt of the writing thread must not close them. Not safe for several threads,
 * but for {@link #size()}.
 */
final class LogWriter implements AutoCloseable {

  private final RandomAccessFile log;
  private final RandomAccessFile index;
  private final boolean fsync;
  private final Bytes batch = new Bytes();
  private ByteBuffer records = ByteBuffer.allocate(64 * IndexRecord.BYTES);
  private volatile LogSize size;

  /** Goes on after {@code size}, which must be the whole of both files. */
  LogWriter(LogFiles files, LogSize size, boolean fsync) throws IOException {
    this.size = size;
    this.fsync = fsync;
    this.log = new RandomAccessFile(files.log().toFile(), "rw");
    try {
      this.index = new RandomAccessFile(files.index().toFile(), "rw");
      log.seek(size.bytes());
      index.seek(size.lines() * IndexRecord.BYTES);
    } catch (IOException failed) {
      log.close();
      throw failed;
    }
  }

  /** What is stored and readable. */
  LogSize size() {
    return size;
  }

  /** Bytes stored and in the batch. */
  long bytes() {
    return size.bytes() + batch.length();
  }

  /** Bytes in the batch. */
  int pending() {
    return batch.length();
  }

  /** Puts a line into the batch. */
  void add(LogStream stream, long millis, byte[] bytes, int offset, int length, byte[] ending) {
    batch.add(bytes, offset, length);
    batch.add(ending);
    if (!records.hasRemaining()) {
      records = ByteBuffer.allocate(records.capacity() * 2).put(records.flip());
    }
    new IndexRecord(bytes(), millis, stream).putTo(records);
  }

  /** Stores the batch; after an exception nothing of it is stored, as far as the disk obeys. */
  void commit() throws IOException {
    if (batch.length() == 0) {
      return;
    }
    try {
      log.write(batch.array(), 0, batch.length());
      sync(log);
      index.write(records.array(), 0, records.position());
      sync(index);
    } catch (IOException failed) {
      undo(failed);
      throw failed;
    }
    size = new LogSize(size.lines() + records.position() / IndexRecord.BYTES, bytes());
    batch.clear();
    records.clear();
  }

  private void sync(RandomAccessFile file) throws IOException {
    if (fsync) {
      file.getFD().sync();
    }
  }

  private void undo(IOException failed) {
    batch.clear();
    records.clear();
    try {
      index.setLength(size.lines() * IndexRecord.BYTES);
      log.setLength(size.bytes());
    } catch (IOException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      log.close();
    } finally {
      index.close();
    }
  }
}
