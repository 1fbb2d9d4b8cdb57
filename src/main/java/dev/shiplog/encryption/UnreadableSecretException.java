package dev.shiplog.encryption;

import org.jspecify.annotations.Nullable;

/** Something encrypted cannot be read: it is damaged, or this server does not have its key. */
public final class UnreadableSecretException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnreadableSecretException() {
    this(null);
  }

  UnreadableSecretException(@Nullable Throwable cause) {
    super("a secret cannot be decrypted with the keys that this server has", cause);
  }
}
