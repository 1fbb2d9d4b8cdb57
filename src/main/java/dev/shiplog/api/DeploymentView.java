package dev.shiplog.api;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.log.LogSize;
import dev.shiplog.render.StatusView;
import dev.shiplog.render.TimeText;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A deployment as clients see it. Every field is always there; what is not known is null.
 *
 * @param createdAt RFC 3339 UTC to the second, as all its times
 * @param duration whole seconds from start to end
 */
@JsonNaming(SnakeCaseStrategy.class)
record DeploymentView(
    long id,
    long appId,
    String appName,
    int number,
    String status,
    String stage,
    Optional<String> failedStage,
    int progress,
    String message,
    Optional<String> errorMessage,
    Optional<String> commitHash,
    Optional<String> commitMessage,
    Optional<String> commitAuthor,
    String triggeredBy,
    String createdAt,
    Optional<String> startedAt,
    Optional<String> finishedAt,
    Optional<Long> duration,
    long logLines,
    long logBytes) {

  /**
   * @param log the log's size at the moment
   */
  static DeploymentView of(Deployment deployment, LogSize log) {
    return new DeploymentView(
        deployment.id(),
        deployment.appId(),
        deployment.appName(),
        deployment.number(),
        deployment.status().word(),
        deployment.stage(),
        deployment.failedStage(),
        deployment.progress(),
        StatusView.of(deployment).message(),
        deployment.errorMessage(),
        deployment.commitHash(),
        deployment.commitMessage(),
        deployment.commitAuthor(),
        deployment.triggeredBy(),
        TimeText.rfc3339(deployment.createdAt()),
        deployment.startedAt().map(TimeText::rfc3339),
        deployment.finishedAt().map(TimeText::rfc3339),
        deployment.duration().map(Duration::toSeconds),
        log.lines(),
        log.bytes());
  }
}
