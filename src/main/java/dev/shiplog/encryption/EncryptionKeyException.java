package dev.shiplog.encryption;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The server cannot start with the keys that it was given. The message says why, the action what to
 * do.
 */
public final class EncryptionKeyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final String LOST =
      "If the key is lost, start once with shiplog.encryption.discard-unreadable=true: it removes"
          + " the secrets and passwords that cannot be read, and the log names the apps that need"
          + " them again.";

  private final String action;

  private EncryptionKeyException(String message, String action) {
    super(message);
    this.action = action;
  }

  String action() {
    return action;
  }

  static EncryptionKeyException malformed() {
    return new EncryptionKeyException(
        "A key in shiplog.encryption.key or in the file shiplog.encryption.key-file is not 32 bytes"
            + " in base64.",
        "Make one with: openssl rand -base64 32");
  }

  static EncryptionKeyException missing(KeyFile file) {
    return new EncryptionKeyException(
        "The database holds secrets that were encrypted with a key, and the file for it is not"
            + " there: "
            + file,
        "Put the file back, or set shiplog.encryption.key. Servers that share a database need the"
            + " same key. "
            + LOST);
  }

  /**
   * @param names of the keys that the server was given
   */
  static EncryptionKeyException wrong(List<String> names) {
    return new EncryptionKeyException(
        "The database was encrypted with another key than the one that this server has ("
            + String.join(", ", names)
            + ").",
        "Give the key back, in shiplog.encryption.key or in the file shiplog.encryption.key-file."
            + " Servers that share a database need the same key. To change the key, give the new"
            + " one first and the old one after it. "
            + LOST);
  }

  /**
   * What was stored needs keys that are not there.
   *
   * @param values how many secrets and passwords cannot be read
   */
  public static EncryptionKeyException unreadable(int values) {
    return new EncryptionKeyException(
        values
            + " secrets or passwords in the database are damaged, or were encrypted with a key that"
            + " this server does not have.",
        "When the key is being changed, give the old one after the new one in"
            + " shiplog.encryption.key or in the file shiplog.encryption.key-file. "
            + LOST);
  }

  static EncryptionKeyException unreadable(Path file, IOException cause) {
    return about(file, "cannot be read", cause);
  }

  static EncryptionKeyException unwritable(Path file, IOException cause) {
    return about(file, "cannot be created", cause);
  }

  private static EncryptionKeyException about(Path file, String what, IOException cause) {
    EncryptionKeyException problem =
        new EncryptionKeyException(
            "The file with the key for secrets, " + file + ", " + what + ": " + cause,
            "Let the server's user read and write it, name another in shiplog.encryption.key-file,"
                + " or set shiplog.encryption.key.");
    problem.initCause(cause);
    return problem;
  }
}
