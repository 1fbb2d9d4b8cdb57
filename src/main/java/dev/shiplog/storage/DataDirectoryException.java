package dev.shiplog.storage;

/** The server cannot start with this data directory. */
final class DataDirectoryException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String action;

  /**
   * @param message what is wrong, naming the directory
   * @param action what the operator can do
   */
  DataDirectoryException(String message, String action) {
    super(message);
    this.action = action;
  }

  /**
   * @param message what is wrong, naming the directory
   * @param action what the operator can do
   */
  DataDirectoryException(String message, String action, Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  String action() {
    return action;
  }
}
