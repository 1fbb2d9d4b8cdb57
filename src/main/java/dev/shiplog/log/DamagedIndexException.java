package dev.shiplog.log;

import java.io.IOException;

/** An index does not say what its log says. */
final class DamagedIndexException extends IOException {

  private static final long serialVersionUID = 1;

  DamagedIndexException(long line) {
    super("the index does not fit the log at line " + line);
  }
}
