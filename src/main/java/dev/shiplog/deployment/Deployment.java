package dev.shiplog.deployment;

import java.time.Duration;
import java.time.Instant;
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
    Optional<String> stopRequestedBy) {

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
}
