package dev.shiplog.problem;

/** What was asked for does not exist, or not for the one who asks: the two must look the same. */
public final class NotFoundException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** The message is shown to the client, e.g. "deployment not found". */
  public NotFoundException(String message) {
    super(message);
  }
}
