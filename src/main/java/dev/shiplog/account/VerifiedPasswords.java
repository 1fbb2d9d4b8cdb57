package dev.shiplog.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Remembers for a minute that a password was right, so that a program that sends it with each
 * request does not cost a hash each time. What is kept is a digest under a key that only this
 * process has, and it counts only while the account still has that password.
 */
@Component
class VerifiedPasswords {

  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  /** Requests that may hold a thread each while another one's outcome is awaited. */
  private static final int MOST_WAITING = 32;

  private final String key = Secrets.random256();
  private final Viewers viewers;
  private final Cache<String, Authentication> verified =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Map<String, CompletableFuture<Authentication>> running = new ConcurrentHashMap<>();

  VerifiedPasswords(Viewers viewers) {
    this.viewers = viewers;
  }

  /** The sign-in that this password led to within the last minute, if it would do so again. */
  Optional<Authentication> find(String username, String password) {
    String digest = digest(username, password);
    Optional<Authentication> known = Optional.ofNullable(verified.getIfPresent(digest));
    if (known.isPresent() && viewers.current(known.get()).isEmpty()) {
      verified.invalidate(digest);
      return Optional.empty();
    }
    return known;
  }

  /**
   * Has the password checked and remembers it if it is right. Who sends the same from the same
   * place meanwhile waits for that one outcome.
   *
   * @throws org.springframework.security.core.AuthenticationException as the check does
   */
  Authentication check(
      String username, String password, String place, Supplier<Authentication> check) {
    String digest = digest(username, password);
    CompletableFuture<Authentication> own = new CompletableFuture<>();
    CompletableFuture<Authentication> other = running.putIfAbsent(digest + place, own);
    if (other != null) {
      return outcome(other);
    }
    try {
      Authentication right = check.get();
      verified.put(digest, right);
      own.complete(right);
      return right;
    } catch (RuntimeException | Error e) {
      own.completeExceptionally(e);
      throw e;
    } finally {
      running.remove(digest + place, own);
    }
  }

  private Authentication outcome(CompletableFuture<Authentication> other) {
    if (!waiting.tryAcquire()) {
      throw TooManyAttemptsException.atOnce(Duration.ofSeconds(1));
    }
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw e;
    } finally {
      waiting.release();
    }
  }

  private String digest(String username, String password) {
    return Secrets.hmac(key, username.length() + " " + username + password);
  }
}
