package dev.shiplog.problem;

import java.io.IOException;
import java.sql.SQLException;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** How it shows that the database is away or overwhelmed: what failed may do later. */
public final class NoDatabase {

  private NoDatabase() {}

  /** Whether the problem is of that kind. */
  public static boolean is(Throwable problem) {
    return problem instanceof DataAccessResourceFailureException
        || problem instanceof RecoverableDataAccessException
        || problem instanceof TransientDataAccessException
        || problem instanceof CannotCreateTransactionException
        || problem instanceof NestedRuntimeException failed && isFileError(failed);
  }

  /** H2 could not read or write its file: it has closed it, and opens it again. */
  private static boolean isFileError(NestedRuntimeException failed) {
    return failed.contains(SQLException.class) && failed.contains(IOException.class);
  }
}
