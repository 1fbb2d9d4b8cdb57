package dev.shiplog.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One stage that a deployment went through.
 *
 * @param end empty while the deployment is in it
 * @param usual how long it usually took for the app, when that is known
 */
public record StageTiming(
    DeploymentStatus stage, Instant start, Optional<Instant> end, Optional<Duration> usual) {

  /** From start to end; zero if the clock was set back in between, empty while it lasts. */
  public Optional<Duration> duration() {
    return end.map(
        instant -> instant.isBefore(start) ? Duration.ZERO : Duration.between(start, instant));
  }
}
