package dev.shiplog.problem;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How it shows that something could not be stored because a disk of this server is full. */
public final class DiskFull {

  /** The SQLSTATE with which a write is refused; PostgreSQL's "disk_full". */
  public static final String SQL_STATE = "53100";

  /** Said to people, who may not be those who can make space. */
  public static final String MESSAGE =
      "The server's disk is full: nothing can be stored until its operator makes space. What is"
          + " there can be read.";

  /** Linux for ENOSPC and EDQUOT, Windows for ERROR_DISK_FULL. */
  private static final List<String> WORDS =
      List.of("no space left on device", "disk quota exceeded", "not enough space on the disk");

  private static final int DEEPEST_CAUSE = 20;

  private DiskFull() {}

  /** Whether that is the problem, or what caused it. */
  public static boolean is(Throwable problem) {
    Optional<Throwable> cause = Optional.of(problem);
    for (int depth = 0; cause.isPresent() && depth < DEEPEST_CAUSE; depth++) {
      if (saysSo(cause.get())) {
        return true;
      }
      cause = Optional.ofNullable(cause.get().getCause());
    }
    return false;
  }

  private static boolean saysSo(Throwable problem) {
    if (problem instanceof SQLException refused) {
      return SQL_STATE.equals(refused.getSQLState());
    }
    String message = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
    return problem instanceof IOException && WORDS.stream().anyMatch(message::contains);
  }
}
