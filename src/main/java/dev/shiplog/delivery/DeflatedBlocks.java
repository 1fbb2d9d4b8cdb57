package dev.shiplog.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/** Compresses to deflate blocks that end at a byte and refer to nothing before them. */
final class DeflatedBlocks implements AutoCloseable {

  private static final int LEVEL = 5;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final byte[] buffer = new byte[1 << 14];

  void add(byte[] text, int offset, int count, Copy copy, OutputStream out) throws IOException {
    deflater.setInput(text, offset, count);
    while (!deflater.needsInput()) {
      write(deflater.deflate(buffer), copy, out);
    }
  }

  /** Writes all that is pending, so that other blocks can follow. */
  void flush(Copy copy, OutputStream out) throws IOException {
    int count;
    do {
      count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      write(count, copy, out);
    } while (count == buffer.length);
  }

  /** Forgets what was written, to which later blocks may no longer refer. */
  void reset() {
    deflater.reset();
  }

  /** Writes all that is pending and the last block. */
  void finish(OutputStream out) throws IOException {
    deflater.finish();
    while (!deflater.finished()) {
      write(deflater.deflate(buffer), (bytes, count) -> {}, out);
    }
  }

  private void write(int count, Copy copy, OutputStream out) throws IOException {
    copy.take(buffer, count);
    out.write(buffer, 0, count);
  }

  @Override
  public void close() {
    deflater.end();
  }

  /** Told of what is written. */
  @FunctionalInterface
  interface Copy {

    void take(byte[] bytes, int count);
  }
}
