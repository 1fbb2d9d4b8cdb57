package dev.shiplog.runner;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until processes are gone, and kills them. Who was seen once is known from then on, also
 * when nothing marks it any more because its parents are gone. Not thread safe.
 */
final class ProcessSweep {

  private static final Logger log = LoggerFactory.getLogger(ProcessSweep.class);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 100;

  private final Supplier<List<ProcessHandle>> search;
  private final Duration killLimit;
  private final Set<ProcessHandle> known;

  /**
   * @param search finds those that run now; need not find those again that it has found before
   */
  ProcessSweep(Supplier<List<ProcessHandle>> search) {
    this(search, KILL_LIMIT);
  }

  ProcessSweep(Supplier<List<ProcessHandle>> search, Duration killLimit) {
    this.search = search;
    this.killLimit = killLimit;
    this.known = new LinkedHashSet<>(search.get());
  }

  /** Whether all end by themselves within the time. */
  boolean goneWithin(Duration time) {
    return waitUntil(time, this::gone);
  }

  /** Gets to know those that are there now. */
  void lookAgain() {
    known.addAll(search.get());
  }

  /**
   * Kills them and, as they may have forked meanwhile, those found next. Returns when all are gone,
   * or after 5 seconds with a warning in the server's log: one that waits for a dead disk, or
   * belongs to another user, must not hold everything up.
   */
  void kill() {
    boolean gone =
        waitUntil(
            killLimit,
            () -> {
              lookAgain();
              known.removeIf(process -> !ProcessTable.isRunning(process));
              known.forEach(ProcessSweep::kill);
              return known.isEmpty();
            });
    if (!gone) {
      log.warn(
          "Processes {} do not end after SIGKILL; what they do goes on beside later deployments"
              + " until you end them by hand",
          known.stream().map(ProcessHandle::pid).toList());
    }
  }

  /** Looks for new ones, which costs a look at all processes, only when the known ones are gone. */
  private boolean gone() {
    known.removeIf(process -> !ProcessTable.isRunning(process));
    if (known.isEmpty()) {
      lookAgain();
    }
    return known.isEmpty();
  }

  private static void kill(ProcessHandle process) {
    try {
      process.destroyForcibly();
    } catch (RuntimeException e) {
      log.warn("Process {} cannot be killed", process.pid(), e);
    }
  }

  /**
   * Waits for the condition, whether or not the thread is interrupted: ending processes must not be
   * left half done. The interrupt flag is kept.
   *
   * @return whether the condition came true within the limit
   */
  static boolean waitUntil(Duration limit, BooleanSupplier condition) {
    boolean interrupted = Thread.interrupted();
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      long pause = FIRST_PAUSE_MILLIS;
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        try {
          TimeUnit.MILLISECONDS.sleep(pause);
        } catch (InterruptedException e) {
          interrupted = true;
        }
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
