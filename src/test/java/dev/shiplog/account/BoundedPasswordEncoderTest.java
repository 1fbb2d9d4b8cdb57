package dev.shiplog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

/** A flood of passwords takes a few processors and a few threads, and the rest is told at once. */
class BoundedPasswordEncoderTest {

  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final BoundedPasswordEncoder passwords = new BoundedPasswordEncoder(new Slow(), 2, 4);

  @AfterEach
  void stop() {
    go.countDown();
    pool.shutdownNow();
  }

  @Test
  void aFewAreHashedAtOnceAFewWaitAndTheRestIsRefused() throws Exception {
    List<Future<Boolean>> attempts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      attempts.add(pool.submit(() -> passwords.matches("x", "x")));
    }
    await().until(() -> attempts.stream().filter(Future::isDone).count() == 44);
    assertThat(running).hasValue(2);
    assertThatThrownBy(() -> passwords.encode("x"))
        .isInstanceOf(TooManyAttemptsException.class)
        .hasMessageContaining("too many passwords to check");

    go.countDown();

    int right = 0;
    int refused = 0;
    for (Future<Boolean> attempt : attempts) {
      try {
        right += attempt.get() ? 1 : 0;
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(TooManyAttemptsException.class);
        refused++;
      }
    }
    assertThat(right).isEqualTo(6);
    assertThat(refused).isEqualTo(44);
    assertThat(most).hasValue(2);
    assertThat(passwords.matches("x", "x")).isTrue();
  }

  private final class Slow implements PasswordEncoder {

    @Override
    public String encode(@Nullable CharSequence password) {
      return "x";
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        go.await();
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        running.decrementAndGet();
      }
    }
  }
}
