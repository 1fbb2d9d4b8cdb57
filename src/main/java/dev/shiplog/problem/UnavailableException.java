package dev.shiplog.problem;

import java.time.Duration;

/** The request is sound, but this server cannot do it now; it may later. */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Duration retryAfter;

  /**
   * @param message shown to the client; says why, and what to do
   * @param retryAfter when it is worth another try; a second or more
   */
  public UnavailableException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** When it is worth another try, for the header Retry-After. */
  public long retryAfterSeconds() {
    return retryAfter.toSeconds();
  }
}
