package dev.shiplog.support;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Something costly that is started once per JVM, or the reason why it cannot be had here. */
final class Shared<T> {

  private final Callable<T> start;
  private @Nullable T value;
  private @Nullable Exception failure;

  Shared(Callable<T> start) {
    this.start = start;
  }

  /**
   * The one instance, started by the first call.
   *
   * @throws IllegalStateException with the reason, if it cannot be had
   */
  synchronized T get() {
    tryOnce();
    T started = value;
    if (started == null) {
      throw new IllegalStateException(reason(), failure);
    }
    return started;
  }

  /** Why it cannot be had; empty if it can. */
  synchronized Optional<String> missing() {
    tryOnce();
    return value == null ? Optional.of(reason()) : Optional.empty();
  }

  private void tryOnce() {
    if (value != null || failure != null) {
      return;
    }
    try {
      value = start.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = e;
    } catch (Exception e) {
      failure = e;
    }
  }

  private String reason() {
    Exception cause = failure;
    if (cause == null) {
      return "not started";
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
