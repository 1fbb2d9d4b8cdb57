package dev.shiplog.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Text that was compressed on its own, ready to stand anywhere in a gzip stream.
 *
 * @param deflated whole deflate blocks (RFC 1951), none of them the last
 * @param crc CRC-32 of the text
 * @param length bytes of the text
 */
record GzipPart(byte[] deflated, int crc, long length) {

  /** Compresses text as it comes, hands on what that gives, and keeps a copy of it. */
  static final class Recording extends OutputStream {

    private final OutputStream out;
    private final DeflatedBlocks blocks = new DeflatedBlocks();
    private final CRC32 crc = new CRC32();
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    private final int mostKept;
    private boolean kept = true;
    private long length;

    /**
     * @param mostKept compressed bytes beyond which there will be no copy
     */
    Recording(OutputStream out, int mostKept) {
      this.out = out;
      this.mostKept = mostKept;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] text, int offset, int count) throws IOException {
      crc.update(text, offset, count);
      length += count;
      blocks.add(text, offset, count, this::keep, out);
    }

    /** The part, whose bytes are left out when there were too many to keep. */
    GzipPart end() throws IOException {
      blocks.flush(this::keep, out);
      return new GzipPart(kept ? copy.toByteArray() : new byte[0], (int) crc.getValue(), length);
    }

    boolean kept() {
      return kept;
    }

    private void keep(byte[] bytes, int count) {
      kept = kept && copy.size() + count <= mostKept;
      if (kept) {
        copy.write(bytes, 0, count);
      } else {
        copy.reset();
      }
    }

    @Override
    public void close() {
      blocks.close();
    }
  }
}
