package dev.shiplog.account;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many wrong passwords for this user from this address: try again later. */
public final class TooManyAttemptsException extends AuthenticationException {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  TooManyAttemptsException(Duration retryAfter) {
    super("Too many failed attempts. Try again in " + seconds(retryAfter) + " s.");
    this.retryAfter = retryAfter;
  }

  /** Whole seconds to wait, at least 1. */
  public long retryAfterSeconds() {
    return seconds(retryAfter);
  }

  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
