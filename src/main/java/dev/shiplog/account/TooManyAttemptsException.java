package dev.shiplog.account;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** A password was not looked at, because of too many attempts: try again later. */
public final class TooManyAttemptsException extends AuthenticationException {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  private TooManyAttemptsException(String message, Duration retryAfter) {
    super(message + " Try again in " + seconds(retryAfter) + " s.");
    this.retryAfter = retryAfter;
  }

  /** Too many wrong passwords for this user from this place. */
  static TooManyAttemptsException afterFailures(Duration retryAfter) {
    return new TooManyAttemptsException("Too many failed attempts.", retryAfter);
  }

  /** Too many passwords at the same time, from whomever. */
  static TooManyAttemptsException atOnce(Duration retryAfter) {
    return new TooManyAttemptsException("The server has too many passwords to check.", retryAfter);
  }

  /** Whole seconds to wait, at least 1. */
  public long retryAfterSeconds() {
    return seconds(retryAfter);
  }

  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
