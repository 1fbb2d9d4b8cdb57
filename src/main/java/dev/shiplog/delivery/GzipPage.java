package dev.shiplog.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * A gzip stream (RFC 1952) of text that is compressed now and parts that were compressed before.
 */
final class GzipPage implements AutoCloseable {

  /** Deflate, no flags, no time, no hint on the compression, unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private static final DeflatedBlocks.Copy NO_COPY = (bytes, count) -> {};

  private final OutputStream out;
  private final DeflatedBlocks blocks = new DeflatedBlocks();
  private int crc;
  private long length;

  GzipPage(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEADER);
  }

  void add(byte[] text) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(text);
    blocks.add(text, 0, text.length, NO_COPY, out);
    blocks.flush(NO_COPY, out);
    count((int) sum.getValue(), text.length);
  }

  void add(GzipPart part) throws IOException {
    out.write(part.deflated());
    count(part);
  }

  /** Counts a part that was written to the stream already. */
  void count(GzipPart part) {
    count(part.crc(), part.length());
    blocks.reset();
  }

  void finish() throws IOException {
    blocks.finish(out);
    ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(trailer.putInt(crc).putInt((int) length).array());
  }

  private void count(int partCrc, long partLength) {
    crc = Checksum.combined(crc, partCrc, partLength);
    length += partLength;
  }

  @Override
  public void close() {
    blocks.close();
  }
}
