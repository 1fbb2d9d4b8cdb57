package dev.shiplog.account;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Makes a few hashes at once: each takes about 100 ms of a processor, and without a bound a flood
 * of passwords, right or wrong, would leave none for anybody else. A few more wait briefly; the
 * rest is refused at once, so that they do not hold all of the server's threads.
 */
final class BoundedPasswordEncoder implements PasswordEncoder {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int WAITING = 16;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final PasswordEncoder passwords;
  private final Semaphore places;
  private final Semaphore running;

  /** With bcrypt, on half of this machine's processors. */
  static BoundedPasswordEncoder ofThisMachine() {
    return new BoundedPasswordEncoder(
        PasswordEncoderFactories.createDelegatingPasswordEncoder(),
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        WAITING);
  }

  /**
   * Bounds the encoder.
   *
   * @param atOnce hashes that are made at the same time
   * @param waiting callers that wait for one
   */
  BoundedPasswordEncoder(PasswordEncoder passwords, int atOnce, int waiting) {
    this.passwords = passwords;
    this.places = new Semaphore(atOnce + waiting);
    this.running = new Semaphore(atOnce, true);
  }

  /**
   * The password's hash.
   *
   * @throws TooManyAttemptsException too many are made already
   */
  @Override
  public @Nullable String encode(@Nullable CharSequence password) {
    return inTurn(() -> passwords.encode(password));
  }

  /**
   * Whether it is the hash of that password.
   *
   * @throws TooManyAttemptsException too many are made already
   */
  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    return Boolean.TRUE.equals(inTurn(() -> passwords.matches(password, hash)));
  }

  private <T extends @Nullable Object> T inTurn(Supplier<T> hash) {
    if (!places.tryAcquire()) {
      throw TooManyAttemptsException.atOnce(RETRY_AFTER);
    }
    try {
      awaitTurn();
      try {
        return hash.get();
      } finally {
        running.release();
      }
    } finally {
      places.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!running.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw TooManyAttemptsException.atOnce(RETRY_AFTER);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TooManyAttemptsException.atOnce(RETRY_AFTER);
    }
  }
}
