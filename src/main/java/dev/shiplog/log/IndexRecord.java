package dev.shiplog.log;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One line in the index: two big-endian longs, the offset after the line and {@code millis << 8 |
 * stream ordinal}.
 *
 * @param end offset in the log after the line's last byte
 * @param millis when the line was stored, since the epoch
 * @param stream where it came from
 */
record IndexRecord(long end, long millis, LogStream stream) {

  /** Size of a record. */
  static final int BYTES = 16;

  /** The end of the year 9999: what lies behind it has no RFC 3339 form. */
  static final long LAST_MILLIS = 253_402_300_799_999L;

  private static final LogStream[] STREAMS = LogStream.values();

  static IndexRecord from(ByteBuffer buffer) {
    long end = buffer.getLong();
    long stamp = buffer.getLong();
    int ordinal = (int) (stamp & 0xFF);
    return new IndexRecord(
        end, stamp >> 8, ordinal < STREAMS.length ? STREAMS[ordinal] : LogStream.STDOUT);
  }

  void putTo(ByteBuffer buffer) {
    buffer.putLong(end).putLong(millis << 8 | stream.ordinal());
  }

  /** Whether this is the record of a line that ends there. */
  boolean fits(long lineEnd) {
    return end == lineEnd && hasTime();
  }

  /** Whether this can have been the record of the line, before the line went on. */
  boolean within(long lineStart, long lineEnd) {
    return lineStart < end && end <= lineEnd && hasTime();
  }

  private boolean hasTime() {
    return millis >= 0 && millis <= LAST_MILLIS;
  }

  LogLine line(long number, byte[] bytes) {
    return new LogLine(number, stream, Instant.ofEpochMilli(millis), bytes);
  }
}
