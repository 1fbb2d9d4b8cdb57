package dev.shiplog.storage;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * How much room the disk of the data directory and the database's file has. Changes are said once
 * in the log.
 */
@Component
public class DiskSpace {

  /**
   * Below this the disk counts as full. H2 writes 12 to 24 KB for a commit of ours, more when it
   * tidies up; a write that fails closes the database for everybody, so none is tried.
   */
  static final DataSize RESERVE = DataSize.ofMegabytes(4);

  /** For how long a failed write counts: quotas are not seen in the free space. */
  private static final long FAILURE_MILLIS = 2000;

  private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);

  /** How the disk is. */
  public enum State {
    /** Nothing to say. */
    AMPLE,
    /** Somebody should make space before it is full. */
    LOW,
    /** Nothing can be stored. */
    FULL
  }

  private final List<File> directories;
  private final DataSize warnBelow;
  private final DataSize reserve;
  private final Clock clock;
  private final AtomicReference<State> said = new AtomicReference<>(State.AMPLE);
  private volatile long failedUntil = Long.MIN_VALUE;

  @Autowired
  DiskSpace(
      @Value("${shiplog.data-dir}") Path data,
      @Value("${spring.datasource.url}") String database,
      DiskSettings settings,
      Clock clock) {
    this(
        Stream.concat(
                Stream.of(data), DatabaseFile.at(database).map(DatabaseFile::directory).stream())
            .toList(),
        settings.warnBelow(),
        RESERVE,
        clock);
  }

  /**
   * @param reserve with less than this a disk counts as full
   */
  DiskSpace(List<Path> directories, DataSize warnBelow, DataSize reserve, Clock clock) {
    this.directories =
        directories.stream()
            .map(it -> it.toAbsolutePath().normalize().toFile())
            .distinct()
            .toList();
    this.warnBelow = warnBelow;
    this.reserve = reserve;
    this.clock = clock;
  }

  /** How the disk is now. */
  public State state() {
    State now = look();
    State before = said.getAndSet(now);
    if (now != before) {
      say(now);
    }
    return now;
  }

  /** Whether nothing can be stored now. */
  public boolean isFull() {
    return state() == State.FULL;
  }

  /** What may still be written. */
  public DataSize free() {
    return DataSize.ofBytes(free(directory().toFile()));
  }

  /** The directory with the least space, as an absolute path. */
  public Path directory() {
    return Collections.min(directories, Comparator.comparingLong(DiskSpace::free)).toPath();
  }

  /** A write has just failed because the disk is full, whatever its free space says. */
  void writeFailed() {
    failedUntil = clock.millis() + FAILURE_MILLIS;
    state();
  }

  private State look() {
    long free = free().toBytes();
    if (free < reserve.toBytes() || clock.millis() < failedUntil) {
      return State.FULL;
    }
    return free < warnBelow.toBytes() ? State.LOW : State.AMPLE;
  }

  private static long free(File directory) {
    // A size of 0 is what Java has for "cannot tell".
    return directory.getTotalSpace() == 0 ? Long.MAX_VALUE : directory.getUsableSpace();
  }

  private void say(State now) {
    if (now == State.FULL) {
      log.error(
          "The disk of {} is full ({} KB left): nothing is stored until there is space",
          directory(),
          free().toKilobytes());
    } else if (now == State.LOW) {
      log.warn("The disk of {} has only {} MB left", directory(), free().toMegabytes());
    } else {
      log.info("The disk of {} has space again", directory());
    }
  }
}
