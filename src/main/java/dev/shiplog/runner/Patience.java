package dev.shiplog.runner;

import dev.shiplog.problem.DiskFull;
import dev.shiplog.problem.NoDatabase;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database until it answers: what runs goes on while the database is away or cannot write.
 */
final class Patience {

  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final long PAUSE_MILLIS = 500;

  private final long deploymentId;

  Patience(long deploymentId) {
    this.deploymentId = deploymentId;
  }

  /**
   * Does the work, again and again while there is no database or no space for it, until the thread
   * is interrupted. It may then have been done more than once.
   */
  <T> T untilDone(Supplier<T> work) {
    boolean said = false;
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        if (!NoDatabase.is(e) && !DiskFull.is(e)) {
          throw e;
        }
        if (!said) {
          log.warn("Deployment {} waits for the database: {}", deploymentId, e.toString());
          said = true;
        }
        pause(e);
      }
    }
  }

  private static void pause(RuntimeException problem) {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem;
    }
  }
}
