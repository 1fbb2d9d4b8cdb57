package dev.shiplog.project;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that can be deployed.
 *
 * @param repository a git address, or empty: then the commands run in an empty workspace; a
 *     password in it reads {@code ***} but for {@link Apps#findToRun}
 * @param branch deployed when no commit is named; not empty
 * @param buildCommand shell script, may be empty
 * @param deployCommand shell script, may be empty
 * @param environment variables the commands see
 * @param secretNames names of the secret variables; their values stay in {@link Apps#secrets}
 * @param timeout of one deployment; empty: the server's
 */
public record App(
    long id,
    long projectId,
    String projectName,
    String name,
    String repository,
    String branch,
    String buildCommand,
    String deployCommand,
    Map<String, String> environment,
    Set<String> secretNames,
    Optional<Duration> timeout,
    Instant createdAt) {

  App with(AppVariables.Shown variables) {
    return new App(
        id,
        projectId,
        projectName,
        name,
        repository,
        branch,
        buildCommand,
        deployCommand,
        variables.plain(),
        variables.secretNames(),
        timeout,
        createdAt);
  }
}
