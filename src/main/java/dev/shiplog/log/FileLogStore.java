package dev.shiplog.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Logs in files: {@code <id>.log} with the bytes and {@code <id>.idx} with where each line ends.
 *
 * <p>The log is the truth; the index says where to look, and is checked against the log where it is
 * used. A log that is open is as large as its appender says, any other as its index says, if it
 * ends where the log does. An index that does not fit is repaired: of an open log in memory, for
 * that read, because its file is the appender's. Repairs and opening exclude each other per log.
 */
@Component
class FileLogStore implements LogStore {

  private static final Logger LOG = LoggerFactory.getLogger(FileLogStore.class);

  private static final int BLOCK = 512;

  private final LogSettings settings;
  private final Path directory;
  private final Clock clock;
  private final Supplier<List<LogListener>> listeners;

  private final RepairedIndexes repairedIndexes = new RepairedIndexes();
  private final Map<Long, FileLogAppender> open = new ConcurrentHashMap<>();

  /** Open logs whose index turned out to be wrong: another read of it might not notice. */
  private final Set<FileLogAppender> misled =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final Object[] locks = new Object[64];

  /**
   * @param listeners asked for once, at the first nudge: they may need this store themselves
   */
  @Autowired
  FileLogStore(
      LogSettings settings,
      @Value("${shiplog.data-dir}") String dataDir,
      Clock clock,
      ObjectProvider<LogListener> listeners) {
    this(settings, Path.of(dataDir), clock, () -> listeners.orderedStream().toList());
  }

  FileLogStore(
      LogSettings settings, Path dataDir, Clock clock, Supplier<List<LogListener>> listeners) {
    this.settings = settings;
    this.directory = dataDir.resolve("logs");
    this.clock = clock;
    this.listeners = SingletonSupplier.of(listeners);
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new Object();
    }
  }

  @Override
  public LogAppender open(long id, Collection<String> secrets) {
    SecretMask mask = SecretMask.of(secrets);
    synchronized (lock(id)) {
      if (open.containsKey(id)) {
        throw new IllegalStateException("log " + id + " is already open for appending");
      }
      try {
        Files.createDirectories(directory);
        LogFiles files = files(id);
        files.create();
        LogSize size = new LogRepair(files).indexForAppending();
        LogWriter writer = new LogWriter(files, size, settings.fsync());
        FileLogAppender appender =
            new FileLogAppender(
                writer, settings, mask, clock, closed -> open.remove(id, closed), () -> nudge(id));
        open.put(id, appender);
        return appender;
      } catch (IOException failed) {
        throw new UncheckedIOException("log " + id + " cannot be opened", failed);
      }
    }
  }

  @Override
  public LogSize size(long id) {
    try {
      FileLogAppender appender = open.get(id);
      if (appender != null) {
        LogSize size = appender.size();
        if (files(id).logBytes() >= size.bytes()) {
          return size;
        }
      }
      try (LineIndex index = index(id)) {
        return index.size();
      }
    } catch (IOException failed) {
      LOG.warn("Log {} cannot be read, so it is shown as empty: {}", id, failed.toString());
      return LogSize.UNREADABLE;
    }
  }

  @Override
  public List<LogLine> read(long id, long from, long to, int maxBytes) {
    return reading(
        id,
        List.of(),
        index -> {
          long first = Math.max(1, from);
          long last = Math.min(to, index.size().lines());
          return first > last ? List.of() : lines(id, index, first, last, maxBytes);
        });
  }

  private List<LogLine> lines(long id, LineIndex index, long first, long last, int maxBytes)
      throws IOException {
    List<LogLine> lines = new ArrayList<>();
    long end = index.endOf(first - 1);
    long stop = end + Math.max(1, maxBytes);
    try (LineReader log = new LineReader(files(id).logBytes(end, index.size().bytes()))) {
      for (long block = first; block <= last && end < stop; block += BLOCK) {
        ByteBuffer records = index.records(block, (int) Math.min(BLOCK, last - block + 1));
        while (records.hasRemaining() && end < stop) {
          byte[] bytes = log.next();
          end += bytes.length;
          IndexRecord record = IndexRecord.from(records);
          if (bytes.length == 0 || !record.fits(end)) {
            throw new DamagedIndexException(first + lines.size());
          }
          lines.add(record.line(first + lines.size(), bytes));
        }
      }
    }
    return lines;
  }

  @Override
  public InputStream bytes(long id, long from, long to) {
    return reading(
        id,
        InputStream.nullInputStream(),
        index -> {
          long first = Math.max(1, from);
          long last = Math.min(to, index.size().lines());
          return first > last
              ? InputStream.nullInputStream()
              : files(id).logBytes(index.endOf(first - 1), index.endOf(last));
        });
  }

  @Override
  public InputStream range(long id, long offset, long length) {
    return reading(
        id,
        InputStream.nullInputStream(),
        index -> {
          long bytes = index.size().bytes();
          long start = Math.min(Math.max(0, offset), bytes);
          long end = start + Math.min(Math.max(0, length), bytes - start);
          return files(id).logBytes(start, end);
        });
  }

  @Override
  public void delete(long id) {
    synchronized (lock(id)) {
      open.remove(id);
      try {
        files(id).delete();
      } catch (IOException failed) {
        throw new UncheckedIOException("log " + id + " cannot be deleted", failed);
      }
    }
  }

  /**
   * Reads by the index, and once more by a repaired one where it turns out not to fit.
   *
   * @param nothing where the log itself changes meanwhile
   */
  private <T> T reading(long id, T nothing, Reading<T> reading) {
    try {
      try (LineIndex index = index(id)) {
        return reading.by(index);
      } catch (DamagedIndexException damaged) {
        LOG.debug("Log {} is read again", id, damaged);
      }
      try (LineIndex index = repairedIndex(id)) {
        return reading.by(index);
      } catch (DamagedIndexException changing) {
        return nothing;
      }
    } catch (IOException failed) {
      throw new UnreadableLogException(id, failed);
    }
  }

  /** The index for a reader; caller closes. */
  private LineIndex index(long id) throws IOException {
    Optional<LineIndex> index = fittingIndex(id);
    if (index.isPresent()) {
      return index.get();
    }
    synchronized (lock(id)) {
      index = fittingIndex(id);
      return index.isPresent() ? index.get() : repairedIndex(id);
    }
  }

  /** The index on disk, if it ends where the log does. */
  private Optional<LineIndex> fittingIndex(long id) throws IOException {
    LogFiles files = files(id);
    FileLogAppender appender = open.get(id);
    if (appender != null) {
      LogSize size = appender.size();
      return files.logBytes() < size.bytes() || misled.contains(appender)
          ? Optional.empty()
          : LineIndex.open(files, size);
    }
    Optional<LineIndex> inMemory = repairedIndexes.inMemory(id, files);
    if (inMemory.isPresent()) {
      return inMemory;
    }
    long bytes = files.logBytes();
    long records = bytes == 0 ? 0 : files.indexBytes();
    return records % IndexRecord.BYTES == 0
        ? LineIndex.open(files, new LogSize(records / IndexRecord.BYTES, bytes))
        : Optional.empty();
  }

  private LineIndex repairedIndex(long id) throws IOException {
    synchronized (lock(id)) {
      LogFiles files = files(id);
      FileLogAppender appender = open.get(id);
      if (appender != null) {
        misled.add(appender);
        return LineIndex.of(files, new LogRepair(files).indexInMemory(appender.size()));
      }
      return repairedIndexes.repair(id, files);
    }
  }

  private void nudge(long id) {
    for (LogListener listener : listeners.get()) {
      try {
        listener.appended(id);
      } catch (RuntimeException | Error failed) {
        LOG.error("A listener to log {} failed; it may lag until the next line", id, failed);
      }
    }
  }

  private LogFiles files(long id) {
    return LogFiles.of(directory, id);
  }

  private Object lock(long id) {
    return locks[Math.floorMod(id, locks.length)];
  }

  /** Takes something from an index, and from the log by it. */
  @FunctionalInterface
  private interface Reading<T> {

    T by(LineIndex index) throws IOException;
  }
}
