package dev.shiplog.runner;

/** The deployment must not go on: a person stopped it, its time is up or the server stops. */
final class RunStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RunStoppedException(String message) {
    super(message);
  }
}
