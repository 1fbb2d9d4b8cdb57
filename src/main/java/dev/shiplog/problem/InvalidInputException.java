package dev.shiplog.problem;

/** A value in the request cannot be accepted. */
public final class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String field;

  /**
   * @param field the request's field in camelCase, e.g. "buildCommand"; forms link the message to
   *     it
   * @param message shown to the client; says what to do
   */
  public InvalidInputException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The request's field in camelCase. */
  public String field() {
    return field;
  }
}
