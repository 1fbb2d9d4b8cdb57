package dev.shiplog.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** A range of a file as a stream, by positional reads. */
final class LogSlice extends InputStream {

  private final FileChannel file;
  private final long end;
  private long position;

  private LogSlice(FileChannel file, long position, long end) {
    this.file = file;
    this.position = position;
    this.end = end;
  }

  /** The bytes of [offset, offset + length), as far as they exist; of a missing file none. */
  static InputStream open(Path path, long offset, long length) throws IOException {
    try {
      return new LogSlice(FileChannel.open(path, StandardOpenOption.READ), offset, offset + length);
    } catch (NoSuchFileException noFile) {
      return InputStream.nullInputStream();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    long left = end - position;
    if (left <= 0) {
      return -1;
    }
    int count = (int) Math.min(left, length);
    int read = file.read(ByteBuffer.wrap(bytes, offset, count), position);
    position += Math.max(read, 0);
    return read;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, end - position));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, end - position));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
