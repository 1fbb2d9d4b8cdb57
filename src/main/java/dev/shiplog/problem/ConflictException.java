package dev.shiplog.problem;

/** The request is sound but does not fit the present state, e.g. stopping a finished deployment. */
public final class ConflictException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The message is shown to the client and says what to do. */
  public ConflictException(String message) {
    super(message);
  }
}
