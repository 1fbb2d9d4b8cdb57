package dev.shiplog.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: from the fifth wrong password on, each one doubles the wait, from a second
 * to a minute, per user and place that the attempts come from, so that nobody can lock somebody
 * else out. An attempt counts from its beginning, so that many at once are no way around.
 */
@Component
class SignInThrottle {

  private static final int FREE_ATTEMPTS = 5;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int REMEMBERED = 100_000;

  private final Clock clock;
  private final Cache<Source, Attempts> attempts =
      Caffeine.newBuilder().expireAfterWrite(FORGOTTEN_AFTER).maximumSize(REMEMBERED).build();

  SignInThrottle(Clock clock) {
    this.clock = clock;
  }

  /**
   * Asks without counting.
   *
   * @throws TooManyAttemptsException while the source has to wait
   */
  void requireOpen(Source source) {
    Attempts soFar = attempts.getIfPresent(source);
    Instant now = clock.instant();
    if (soFar != null && soFar.isBlocked(now)) {
      throw TooManyAttemptsException.afterFailures(soFar.wait(now));
    }
  }

  /**
   * Counts an attempt as failed, until its outcome is told.
   *
   * @throws TooManyAttemptsException while the source has to wait; the attempt does not count
   */
  void begin(Source source) {
    Instant now = clock.instant();
    Attempts after =
        attempts
            .asMap()
            .compute(source, (key, soFar) -> (soFar == null ? Attempts.NONE : soFar).another(now));
    if (after.refused()) {
      throw TooManyAttemptsException.afterFailures(after.wait(now));
    }
  }

  /** The attempt has failed: its wait begins now. */
  void failed(Source source) {
    attempts.asMap().computeIfPresent(source, (key, soFar) -> soFar.delayed(clock.instant()));
  }

  /** The password was right. */
  void succeeded(Source source) {
    attempts.invalidate(source);
  }

  /** The password was not looked at after all. */
  void withdrawn(Source source) {
    attempts.asMap().computeIfPresent(source, (key, soFar) -> soFar.oneLess());
  }

  /**
   * Whose password is tried, and from where.
   *
   * @param place a client's network, or the name of a browser that is known
   * @param known whether it is a browser in which that user signed in before
   */
  record Source(String username, String place, boolean known) {}

  private record Attempts(int count, Instant blockedUntil, boolean refused) {

    static final Attempts NONE = new Attempts(0, Instant.MIN, false);

    Attempts another(Instant now) {
      return isBlocked(now)
          ? new Attempts(count, blockedUntil, true)
          : new Attempts(count + 1, blockedUntil, false).delayed(now);
    }

    Attempts delayed(Instant now) {
      return count < FREE_ATTEMPTS ? this : new Attempts(count, now.plus(delay()), false);
    }

    Attempts oneLess() {
      return count <= FREE_ATTEMPTS
          ? new Attempts(Math.max(0, count - 1), Instant.MIN, false)
          : new Attempts(count - 1, blockedUntil, false);
    }

    boolean isBlocked(Instant now) {
      return now.isBefore(blockedUntil);
    }

    Duration wait(Instant now) {
      return Duration.between(now, blockedUntil);
    }

    private Duration delay() {
      int doublings = Math.min(count - FREE_ATTEMPTS, 6);
      Duration delay = Duration.ofSeconds(1L << doublings);
      return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
  }
}
