package dev.shiplog.log;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A log is there but cannot be read: its file is none, is closed to the server, or the disk fails.
 */
public final class UnreadableLogException extends UncheckedIOException {

  private static final long serialVersionUID = 1;

  UnreadableLogException(long id, IOException cause) {
    super("log " + id + " cannot be read: " + cause.getMessage(), cause);
  }
}
