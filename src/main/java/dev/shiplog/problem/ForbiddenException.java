package dev.shiplog.problem;

/** The one who asks may see the thing but not do this to it. */
public final class ForbiddenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The message is shown to the client. */
  public ForbiddenException(String message) {
    super(message);
  }
}
