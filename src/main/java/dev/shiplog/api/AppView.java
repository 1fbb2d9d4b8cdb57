package dev.shiplog.api;

import dev.shiplog.project.App;
import dev.shiplog.render.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An app as clients see it.
 *
 * @param repository without a password that it may contain; sending it back keeps the password
 * @param secretNames in alphabetical order; the values are never shown
 * @param timeoutSeconds null: the server's limit
 */
@JsonNaming(SnakeCaseStrategy.class)
record AppView(
    long id,
    long projectId,
    String projectName,
    String name,
    String repository,
    String branch,
    String buildCommand,
    String deployCommand,
    Map<String, String> environment,
    List<String> secretNames,
    Optional<Long> timeoutSeconds,
    String createdAt) {

  static AppView of(App app) {
    return new AppView(
        app.id(),
        app.projectId(),
        app.projectName(),
        app.name(),
        app.repository(),
        app.branch(),
        app.buildCommand(),
        app.deployCommand(),
        app.environment(),
        app.secretNames().stream().sorted().toList(),
        app.timeout().map(Duration::toSeconds),
        TimeText.rfc3339(app.createdAt()));
  }
}
