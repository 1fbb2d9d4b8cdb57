package dev.shiplog.runner;

/** A stage could not do its work; the deployment fails. */
final class StageFailedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * @param message shown to people; says what to do
   * @param exitCode of the command that failed; 127 for one that could not be started
   */
  StageFailedException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
