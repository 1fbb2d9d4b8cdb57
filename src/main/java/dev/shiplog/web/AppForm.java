package dev.shiplog.web;

import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.project.App;
import dev.shiplog.project.AppSettings;
import dev.shiplog.project.RepositoryAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An app's settings as a person types them. Variables are lines of {@code NAME=value}; secrets are
 * never shown again, so those that are stored stay unless they are ticked for removal.
 */
record AppForm(
    @Nullable Long project,
    @Nullable String name,
    @Nullable String repository,
    @Nullable String branch,
    @Nullable String buildCommand,
    @Nullable String deployCommand,
    @Nullable String environment,
    @Nullable String secrets,
    @Nullable List<String> removeSecrets,
    @Nullable String timeoutSeconds) {

  private static final String DOCKER_BUILD = "docker build -t \"$SHIPLOG_APP_SLUG\" .";
  private static final String DOCKER_DEPLOY =
      "docker rm -f \"$SHIPLOG_APP_SLUG\" 2>/dev/null || true\n"
          + "docker run -d --name \"$SHIPLOG_APP_SLUG\" --restart unless-stopped"
          + " \"$SHIPLOG_APP_SLUG\"";

  static AppForm empty() {
    return new AppForm(null, "", "", "main", "", "", "", "", List.of(), "");
  }

  static AppForm of(App app) {
    return new AppForm(
        app.projectId(),
        app.name(),
        app.repository(),
        app.branch(),
        app.buildCommand(),
        app.deployCommand(),
        app.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .collect(Collectors.joining("\n")),
        "",
        List.of(),
        app.timeout().map(limit -> Long.toString(limit.toSeconds())).orElse(""));
  }

  /** The same with the commands that build a Dockerfile and replace the running container. */
  AppForm forDockerfile() {
    return new AppForm(
        project,
        name,
        repository,
        branch,
        DOCKER_BUILD,
        DOCKER_DEPLOY,
        environment,
        secrets,
        removeSecrets,
        timeoutSeconds);
  }

  /** The same without the secrets and the repository's password, which no page may hold. */
  AppForm withoutSecrets() {
    return new AppForm(
        project,
        name,
        RepositoryAddress.masked(text(repository)),
        branch,
        buildCommand,
        deployCommand,
        environment,
        "",
        removeSecrets,
        timeoutSeconds);
  }

  /**
   * The settings to store.
   *
   * @param stored names of the secrets the app has
   */
  AppSettings settings(Iterable<String> stored) {
    Map<String, Optional<String>> values = new HashMap<>();
    List<String> removed = Optional.ofNullable(removeSecrets).orElse(List.of());
    stored.forEach(
        secret -> {
          if (!removed.contains(secret)) {
            values.put(secret, Optional.empty());
          }
        });
    lines("secrets", text(secrets)).forEach((key, value) -> values.put(key, Optional.of(value)));
    return new AppSettings(
        text(name),
        text(repository),
        text(branch),
        text(buildCommand),
        text(deployCommand),
        lines("environment", text(environment)),
        values,
        timeout());
  }

  private Optional<Integer> timeout() {
    String seconds = text(timeoutSeconds).strip();
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    if (!seconds.matches("\\d{1,9}")) {
      throw new InvalidInputException("timeoutSeconds", "Give the time limit in whole seconds");
    }
    return Optional.of(Integer.valueOf(seconds));
  }

  private static Map<String, String> lines(String field, String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new InvalidInputException(
            field, "Write each variable on a line of its own as NAME=value");
      }
      variables.put(line.substring(0, equals).strip(), line.substring(equals + 1));
    }
    return variables;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Leaves out what may be secret. */
  @Override
  public String toString() {
    return "AppForm[" + name + "]";
  }
}
