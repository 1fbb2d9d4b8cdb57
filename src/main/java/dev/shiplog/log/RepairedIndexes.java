package dev.shiplog.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs the indexes of logs that nobody appends to: on disk, or in memory for a while where they
 * cannot be written.
 */
final class RepairedIndexes {

  private static final Logger LOG = LoggerFactory.getLogger(RepairedIndexes.class);

  private static final int MEMORY_BYTES = 32 << 20;

  /** After this, writing is tried again. */
  private static final Duration MEMORY_TIME = Duration.ofMinutes(1);

  private final Cache<Version, ByteBuffer> memory =
      Caffeine.newBuilder()
          .maximumWeight(MEMORY_BYTES)
          .weigher((Version version, ByteBuffer records) -> records.capacity() + 100)
          .expireAfterWrite(MEMORY_TIME)
          .build();

  /** The index that is in memory because the one on disk is wrong and must stay so for now. */
  Optional<LineIndex> inMemory(long id, LogFiles files) throws IOException {
    return memory.asMap().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(memory.getIfPresent(version(id, files)))
            .map(records -> LineIndex.of(files, records));
  }

  /**
   * Makes the index of the log as it is now; caller closes.
   *
   * @throws IOException the log cannot be read
   */
  LineIndex repair(long id, LogFiles files) throws IOException {
    Version version = version(id, files);
    var repair = new LogRepair(files);
    try {
      Optional<LineIndex> index = LineIndex.open(files, repair.index());
      if (index.isPresent()) {
        LOG.info("Repaired the index of log {}", version.id);
        return index.get();
      }
    } catch (IOException unwritable) {
      LOG.warn(
          "The index of log {} cannot be repaired, so it is read without: {}",
          version.id,
          unwritable.toString());
    }
    ByteBuffer records = repair.indexInMemory(new LogSize(Long.MAX_VALUE, version.bytes));
    memory.put(version, records);
    return LineIndex.of(files, records);
  }

  private static Version version(long id, LogFiles files) throws IOException {
    return new Version(id, files.logBytes(), files.logMillis());
  }

  private record Version(long id, long bytes, long millis) {}
}
