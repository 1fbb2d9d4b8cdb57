package dev.shiplog.runner;

import dev.shiplog.deployment.DeploymentStatus;
import java.util.Optional;

/**
 * How a run is told to end early; the first word counts. It also ends the process that is running.
 */
final class RunSignal {

  /** Why a run ends early, and as what. */
  record Reason(DeploymentStatus end, String message) {}

  private Optional<Reason> reason = Optional.empty();
  private Optional<ProcessGroup> process = Optional.empty();

  /** Ends the run; returns when its process is gone. */
  void end(DeploymentStatus end, String message) {
    Optional<ProcessGroup> running;
    synchronized (this) {
      if (reason.isPresent()) {
        return;
      }
      reason = Optional.of(new Reason(end, message));
      running = process;
    }
    running.ifPresent(ProcessGroup::stop);
  }

  synchronized Optional<Reason> reason() {
    return reason;
  }

  /**
   * Makes this the process to end. If the run was ended just before, the process is ended at once.
   */
  void started(ProcessGroup group) {
    boolean late;
    synchronized (this) {
      process = Optional.of(group);
      late = reason.isPresent();
    }
    if (late) {
      group.stop();
    }
  }

  void throwIfEnded() {
    reason()
        .ifPresent(
            why -> {
              throw new RunStoppedException(why.message());
            });
  }
}
