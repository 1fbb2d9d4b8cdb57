package dev.shiplog.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.shiplog.problem.DiskFull;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets H2 open its file again. After an error in writing it stays closed for as long as one of the
 * connections from before is open; the first one after that finds all that was committed.
 */
final class ClosedDatabase implements SQLExceptionOverride {

  /**
   * H2's codes for an error in its file and for what follows it: GENERAL_ERROR_1 (which is how a
   * failed commit is reported), IO_EXCEPTION_1 and _2, DATABASE_IS_CLOSED,
   * DATABASE_CALLED_AT_SHUTDOWN.
   */
  private static final Set<Integer> CODES = Set.of(50000, 90028, 90031, 90098, 90121);

  /** Every opening reads the file's layout; whoever is in the middle of something fails. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final HikariDataSource pool;
  private final DiskSpace disk;
  private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE_NANOS);

  ClosedDatabase(HikariDataSource pool, DiskSpace disk) {
    this.pool = pool;
    this.disk = disk;
  }

  @java.lang.Override
  public Override adjudicate(SQLException problem) {
    if (!CODES.contains(problem.getErrorCode())) {
      return Override.CONTINUE_EVICT;
    }
    if (DiskFull.is(problem)) {
      disk.writeFailed();
    }
    letGo();
    return Override.DO_NOT_EVICT; // All of them just were, without a stack trace for each.
  }

  private void letGo() {
    long now = System.nanoTime();
    long before = last.get();
    if (now - before >= PAUSE_NANOS && last.compareAndSet(before, now)) {
      Optional.ofNullable(pool.getHikariPoolMXBean())
          .ifPresent(HikariPoolMXBean::softEvictConnections);
    }
  }
}
