package dev.shiplog.runner;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends every process of a run, wherever it hides. A process that calls setsid or double-forks
 * leaves its group and its parents, but hands down the cookie in its environment.
 */
final class ProcessSweep {

  private static final Logger log = LoggerFactory.getLogger(ProcessSweep.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private ProcessSweep() {}

  /**
   * Kills what is left of a run, e.g. of one that a former server process lost. Returns when
   * nothing is left, or after 5 seconds with a warning in the server's log.
   *
   * @param token the run's cookie
   */
  static void killAll(String token) {
    killUntilGone(() -> ProcessTable.withEnvironment(cookie(token)));
  }

  /** The environment entry that marks the processes of a run. */
  static String cookie(String token) {
    return ProcessGroup.COOKIE + "=" + token;
  }

  /** Kills the processes and, as they may have forked meanwhile, those found next. */
  static void killUntilGone(Supplier<List<ProcessHandle>> processes) {
    boolean gone =
        waitUntil(
            LIMIT,
            () -> {
              List<ProcessHandle> left = processes.get();
              left.forEach(ProcessHandle::destroyForcibly);
              return left.isEmpty();
            });
    if (!gone) {
      log.warn(
          "Processes {} do not end after SIGKILL; end them by hand",
          processes.get().stream().map(ProcessHandle::pid).toList());
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
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - deadline >= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
