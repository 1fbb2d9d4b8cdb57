package dev.shiplog.deployment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a deployment is. It only moves down this list; the last three are ends. */
public enum DeploymentStatus {
  /** Queued. */
  PENDING(0, false, "Waiting in the queue"),
  /** Fetching the source. */
  CLONING(20, false, "Fetching the source"),
  /** Running the build command. */
  BUILDING(50, false, "Running the build command"),
  /** Running the deploy command. */
  DEPLOYING(80, false, "Running the deploy command"),
  /** Done. */
  SUCCESS(100, true, "Deployment successful"),
  /** A stage failed, timed out or was interrupted. */
  FAILED(-1, true, "Deployment failed"),
  /** A person stopped it. */
  STOPPED(-1, true, "Deployment stopped");

  private final int progress;
  private final boolean finished;
  private final String message;

  DeploymentStatus(int progress, boolean finished, String message) {
    this.progress = progress;
    this.finished = finished;
    this.message = message;
  }

  /** The word in payloads, the database and class names: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for people, e.g. "Building". */
  public String label() {
    return name().charAt(0) + word().substring(1);
  }

  /** Whether this is an end. */
  public boolean finished() {
    return finished;
  }

  /** The status with this word, if there is one. */
  public static Optional<DeploymentStatus> of(String word) {
    return Stream.of(values()).filter(status -> status.word().equals(word)).findFirst();
  }

  /** Whether a deployment may go from this status to the next. */
  boolean canBecome(DeploymentStatus next) {
    return !finished && next.ordinal() > ordinal();
  }

  /** 0 to 100; entering FAILED or STOPPED leaves the progress where it was. */
  int progressAfter(int before) {
    return progress < 0 ? before : progress;
  }

  String message() {
    return message;
  }
}
