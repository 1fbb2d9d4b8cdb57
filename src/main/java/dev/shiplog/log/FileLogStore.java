package dev.shiplog.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
 * <p>A log that is open is as large as its appender says, any other as its index says, which is
 * repaired first where it does not fit the log. Repairs and opening exclude each other per log.
 */
@Component
class FileLogStore implements LogStore {

  private static final Logger LOG = LoggerFactory.getLogger(FileLogStore.class);

  private static final int BLOCK = 512;

  private final LogSettings settings;
  private final Path directory;
  private final Clock clock;
  private final Supplier<List<LogListener>> listeners;

  private final Map<Long, FileLogAppender> open = new ConcurrentHashMap<>();
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
        LogSize size = new LogRepair(files, clock.millis()).indexForAppending();
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
    FileLogAppender appender = open.get(id);
    if (appender != null) {
      return appender.size();
    }
    try (LineIndex index = index(id)) {
      return index.size();
    } catch (IOException failed) {
      throw unreadable(id, failed);
    }
  }

  @Override
  public List<LogLine> read(long id, long from, long to, int maxBytes) {
    try (LineIndex index = index(id)) {
      long first = Math.max(1, from);
      long last = Math.min(to, index.lines());
      return first > last ? List.of() : lines(id, index, first, last, maxBytes);
    } catch (IOException failed) {
      throw unreadable(id, failed);
    }
  }

  private List<LogLine> lines(long id, LineIndex index, long first, long last, int maxBytes)
      throws IOException {
    List<LogLine> lines = new ArrayList<>();
    long start = index.endOf(first - 1);
    long stop = start + Math.max(1, maxBytes);
    long end = start;
    try (InputStream slice = LogSlice.open(files(id).log(), start, Long.MAX_VALUE - start);
        InputStream log = new BufferedInputStream(slice, 1 << 16)) {
      for (long block = first; block <= last && end < stop; block += BLOCK) {
        ByteBuffer records = index.records(block, (int) Math.min(BLOCK, last - block + 1));
        while (records.hasRemaining() && end < stop) {
          IndexRecord next = IndexRecord.from(records);
          byte[] bytes = new byte[Math.toIntExact(next.end() - end)];
          if (log.readNBytes(bytes, 0, bytes.length) < bytes.length) {
            return lines;
          }
          end = next.end();
          lines.add(next.line(first + lines.size(), bytes));
        }
      }
    }
    return lines;
  }

  @Override
  public InputStream bytes(long id, long from, long to) {
    try (LineIndex index = index(id)) {
      long first = Math.max(1, from);
      long last = Math.min(to, index.lines());
      if (first > last) {
        return InputStream.nullInputStream();
      }
      long start = index.endOf(first - 1);
      return LogSlice.open(files(id).log(), start, index.endOf(last) - start);
    } catch (IOException failed) {
      throw unreadable(id, failed);
    }
  }

  @Override
  public InputStream range(long id, long offset, long length) {
    long bytes = size(id).bytes();
    long start = Math.min(Math.max(0, offset), bytes);
    try {
      return LogSlice.open(files(id).log(), start, Math.min(Math.max(0, length), bytes - start));
    } catch (IOException failed) {
      throw unreadable(id, failed);
    }
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

  /** The index for a reader; caller closes. */
  private LineIndex index(long id) throws IOException {
    LogFiles files = files(id);
    FileLogAppender appender = open.get(id);
    if (appender != null) {
      return LineIndex.open(files, appender.size().lines());
    }
    if (indexFits(files)) {
      return LineIndex.open(files);
    }
    synchronized (lock(id)) {
      appender = open.get(id);
      if (appender != null) {
        return LineIndex.open(files, appender.size().lines());
      }
      return indexFits(files) ? LineIndex.open(files) : repairedIndex(id, files);
    }
  }

  private LineIndex repairedIndex(long id, LogFiles files) throws IOException {
    try {
      new LogRepair(files, clock.millis()).index();
      LOG.info("Repaired the index of log {}", id);
      return LineIndex.open(files);
    } catch (IOException failed) {
      LOG.warn(
          "The index of log {} cannot be repaired, so it is read without: {}",
          id,
          failed.toString());
      return LineIndex.of(new LogRepair(files, clock.millis()).indexInMemory());
    }
  }

  private static boolean indexFits(LogFiles files) throws IOException {
    try (LineIndex index = LineIndex.open(files)) {
      return index.matches(files.logBytes());
    } catch (IOException unreadable) {
      LOG.debug("An index cannot be read", unreadable);
      return false;
    }
  }

  private void nudge(long id) {
    for (LogListener listener : listeners.get()) {
      try {
        listener.appended(id);
      } catch (RuntimeException failed) {
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

  private static UncheckedIOException unreadable(long id, IOException failed) {
    return new UncheckedIOException("log " + id + " cannot be read", failed);
  }
}
