package dev.shiplog.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of an app's stages, as it was when it was read.
 *
 * @param number 1, 2, 3… within the app
 * @param stage the status word for our own deployments
 * @param failedStage the stage in which it failed or was stopped
 * @param progress 0 to 100
 * @param message a short sentence for the stage
 * @param requestedCommit hash, tag or branch that was asked for; empty: the head of the app's
 *     branch
 * @param commitHash the commit that was fetched
 * @param logLines lines of the finished log; 0 while it runs
 * @param logBytes bytes of the finished log; 0 while it runs
 * @param times what is known of its stages' durations
 */
public record Deployment(
    long id,
    long appId,
    String appName,
    long projectId,
    String projectName,
    int number,
    DeploymentStatus status,
    String stage,
    Optional<String> failedStage,
    int progress,
    String message,
    Optional<String> errorMessage,
    Optional<String> requestedCommit,
    Optional<String> commitHash,
    Optional<String> commitMessage,
    Optional<String> commitAuthor,
    String triggeredBy,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    long logLines,
    long logBytes,
    Optional<String> stopRequestedBy,
    StageTimes times) {

  /** Whether it has ended. A finished deployment and its log never change again. */
  public boolean finished() {
    return status.finished();
  }

  /** From start to end, never negative; empty while it has not started or not ended. */
  public Optional<Duration> duration() {
    return startedAt.flatMap(
        start ->
            finishedAt.map(
                end -> Duration.ofSeconds(Math.max(0, Duration.between(start, end).toSeconds()))));
  }

  /** The stages it went through so far, in order; empty when that was not recorded. */
  public List<StageTiming> stages() {
    return times.until(finishedAt);
  }

  /** The stages that are expected after the present one, in order, with their usual durations. */
  public Map<DeploymentStatus, Duration> stagesToCome() {
    return finished() || times.entered().isEmpty() ? Map.of() : times.usualAfter(status);
  }

  /**
   * When it ends if the present stage and those to come take as long as usual; never before the
   * present stage's start. Empty when it has not started, has finished or the present stage's usual
   * duration is not known.
   */
  public Optional<Instant> expectedEnd() {
    Duration later = stagesToCome().values().stream().reduce(Duration.ZERO, Duration::plus);
    return stages().stream()
        .filter(timing -> timing.stage() == status)
        .findFirst()
        .flatMap(timing -> timing.usual().map(timing.start().plus(later)::plus));
  }
}
