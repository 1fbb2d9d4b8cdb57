package dev.shiplog.live;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest batches of one log, in order and without gaps, for those who follow its end. Bounded
 * by the memory that they keep, with what was rendered of them. Safe for use by several threads.
 */
final class SharedBatches {

  /** Bytes of memory. */
  static final long MOST_KEPT = 4L << 20;

  /** By the number of the first line. Guarded by this. */
  private final NavigableMap<Long, Kept> batches = new TreeMap<>();

  /** Guarded by this. */
  private long kept;

  /** The batch that starts with this line, if it is kept. */
  synchronized Optional<Batch> at(long line) {
    return Optional.ofNullable(batches.get(line)).map(Kept::batch);
  }

  /** The last line before the next batch that is kept; the greatest number if there is none. */
  synchronized long gapAt(long line) {
    Long next = batches.higherKey(line);
    return next == null ? Long.MAX_VALUE : next - 1;
  }

  /**
   * Keeps the batch if it goes on where the others end, or further on.
   *
   * @return the batch to use: the one that starts with the same line, if somebody was faster
   */
  synchronized Batch add(Batch batch) {
    Kept same = batches.get(batch.first());
    if (same != null) {
      return same.batch;
    }
    long next = batches.isEmpty() ? batch.first() : batches.lastEntry().getValue().batch.last() + 1;
    if (batch.first() < next) {
      return batch;
    }
    if (batch.first() > next) {
      batches.clear(); // Who was followed so far lags; the others are further on.
      kept = 0;
    }
    batches.put(batch.first(), new Kept(batch));
    count(batch, batch.weight());
    return batch;
  }

  /** Counts so many bytes more of a batch, if it is still kept. */
  synchronized void count(Batch batch, long bytes) {
    Kept counted = batches.get(batch.first());
    if (counted != null && counted.batch == batch) {
      counted.bytes += bytes;
      kept += bytes;
      while (kept > MOST_KEPT && batches.size() > 1) {
        kept -= batches.pollFirstEntry().getValue().bytes;
      }
    }
  }

  /** Bytes of memory that are kept. */
  synchronized long kept() {
    return kept;
  }

  private static final class Kept {
    private final Batch batch;
    private long bytes;

    Kept(Batch batch) {
      this.batch = batch;
    }

    Batch batch() {
      return batch;
    }
  }
}
