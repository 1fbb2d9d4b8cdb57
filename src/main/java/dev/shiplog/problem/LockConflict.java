package dev.shiplog.problem;

import java.lang.reflect.Method;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.resilience.retry.MethodRetryPredicate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How it shows that a transaction gave way to another one: as a deadlock, after a wait for a lock,
 * or, in a cluster, at its commit.
 */
final class LockConflict implements MethodRetryPredicate {

  @Override
  public boolean shouldRetry(Method method, Throwable problem) {
    // Within a transaction that goes on, what came before is lost too: its owner starts again.
    return is(problem) && !TransactionSynchronizationManager.isActualTransactionActive();
  }

  private static boolean is(Throwable problem) {
    // H2 ends a wait for a lock as a time-out of the query; nothing else sets one here.
    return problem instanceof PessimisticLockingFailureException
        || problem instanceof QueryTimeoutException;
  }
}
