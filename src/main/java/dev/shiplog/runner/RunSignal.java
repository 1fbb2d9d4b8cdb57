package dev.shiplog.runner;

import dev.shiplog.deployment.DeploymentStatus;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * How a run is told to end early; the first word counts. The run's own thread hears it while it
 * waits for a command, and ends the run's processes before it goes on.
 */
final class RunSignal {

  /** Why a run ends early, and as what. */
  record Reason(DeploymentStatus end, String message) {}

  private final CompletableFuture<Reason> ended = new CompletableFuture<>();

  /** Tells the run to end. Returns at once. */
  void end(DeploymentStatus end, String message) {
    ended.complete(new Reason(end, message));
  }

  Optional<Reason> reason() {
    return Optional.ofNullable(ended.getNow(null));
  }

  /** Done when the run must end; never fails. */
  CompletableFuture<Reason> ended() {
    return ended;
  }

  void throwIfEnded() {
    reason()
        .ifPresent(
            why -> {
              throw new RunStoppedException(why.message());
            });
  }
}
