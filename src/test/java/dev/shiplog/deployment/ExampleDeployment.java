package dev.shiplog.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Deployments that never were in a database, for tests of what is derived from them. */
public final class ExampleDeployment {

  /** When each of them started. */
  public static final Instant START = Instant.parse("2025-11-14T10:00:00Z");

  private ExampleDeployment() {}

  /** One that is in the stage. */
  public static Deployment running(DeploymentStatus stage, StageTimes times) {
    return of(1, stage, Optional.empty(), Optional.of(START), Optional.empty(), times);
  }

  /** One that ended so long after its start; it failed or was stopped in its last stage. */
  public static Deployment ended(DeploymentStatus end, Duration after, StageTimes times) {
    return ended(1, end, after, times);
  }

  /** One with this number that ended so long after its start. */
  public static Deployment ended(
      int number, DeploymentStatus end, Duration after, StageTimes times) {
    Optional<String> failedStage =
        end == DeploymentStatus.SUCCESS
            ? Optional.empty()
            : times.entered().keySet().stream().max(DeploymentStatus::compareTo).map(s -> s.word());
    return of(number, end, failedStage, Optional.of(START), Optional.of(START.plus(after)), times);
  }

  /** One that was stopped before it started. */
  public static Deployment stoppedInTheQueue(int number) {
    return of(
        number,
        DeploymentStatus.STOPPED,
        Optional.of("pending"),
        Optional.empty(),
        Optional.of(START),
        StageTimes.NONE);
  }

  /** Stage times of which the stages start so many seconds after {@link #START}. */
  public static StageTimes times(
      Map<DeploymentStatus, Integer> entered, Map<DeploymentStatus, Integer> usual) {
    return new StageTimes(
        entered.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> START.plusSeconds(entry.getValue()))),
        usual.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> Duration.ofSeconds(entry.getValue()))));
  }

  private static Deployment of(
      int number,
      DeploymentStatus status,
      Optional<String> failedStage,
      Optional<Instant> started,
      Optional<Instant> finished,
      StageTimes times) {
    return new Deployment(
        number,
        7,
        "shop",
        3,
        "Market",
        number,
        status,
        status.word(),
        failedStage,
        status.progressAfter(0),
        status.message(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "ada",
        START,
        started,
        finished,
        0,
        0,
        Optional.empty(),
        times);
  }
}
