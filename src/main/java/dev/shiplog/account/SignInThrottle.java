package dev.shiplog.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Slows guessing down: from the fifth wrong password on, each one doubles the wait, per user and
 * address, so that nobody can lock somebody else out.
 */
@Component
class SignInThrottle {

  private static final int FREE_FAILURES = 5;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int REMEMBERED = 100_000;

  private final Clock clock;
  private final Cache<Key, Failures> failures =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).maximumSize(REMEMBERED).build();

  SignInThrottle(Clock clock) {
    this.clock = clock;
  }

  void check(String username, String address) {
    Failures soFar = failures.getIfPresent(new Key(username, address));
    Instant now = clock.instant();
    if (soFar != null && now.isBefore(soFar.blockedUntil())) {
      throw new TooManyAttemptsException(Duration.between(now, soFar.blockedUntil()));
    }
  }

  void failed(String username, String address) {
    failures
        .asMap()
        .merge(
            new Key(username, address),
            new Failures(1, clock.instant()),
            (soFar, first) -> soFar.another(clock.instant()));
  }

  void succeeded(String username, String address) {
    failures.invalidate(new Key(username, address));
  }

  private record Key(String username, String address) {}

  private record Failures(int count, Instant blockedUntil) {

    Failures another(Instant now) {
      int next = count + 1;
      return new Failures(next, next < FREE_FAILURES ? now : now.plus(delay(next)));
    }

    private static Duration delay(int count) {
      int doublings = Math.min(count - FREE_FAILURES, 20);
      Duration delay = Duration.ofSeconds(1L << doublings);
      return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
  }
}
