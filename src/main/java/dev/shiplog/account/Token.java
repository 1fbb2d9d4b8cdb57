package dev.shiplog.account;

import java.time.Instant;

/**
 * An API token without its secret, which nobody can read again.
 *
 * @param name what its owner calls it
 * @param createdAt to the millisecond
 */
public record Token(long id, String name, Instant createdAt) {

  /**
   * A new token with its secret: the only time that it is shown.
   *
   * @param secret what the client sends after "Bearer "
   */
  public record Issued(Token token, String secret) {

    @Override
    public String toString() {
      return "Issued[" + token + "]";
    }
  }
}
