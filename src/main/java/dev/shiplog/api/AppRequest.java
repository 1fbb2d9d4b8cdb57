package dev.shiplog.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.project.App;
import dev.shiplog.project.AppSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client says about an app. All but the name, and the project of a new one, may be left. */
record AppRequest(
    @JsonAlias("project_id") @Nullable Long projectId,
    @Nullable String name,
    @Nullable String repository,
    @Nullable String branch,
    @JsonAlias("build_command") @Nullable String buildCommand,
    @JsonAlias("deploy_command") @Nullable String deployCommand,
    @Nullable Map<String, @Nullable String> environment,
    @Nullable Map<String, @Nullable String> secrets,
    @JsonAlias("timeout_seconds") @Nullable Integer timeoutSeconds,
    @Nullable String sandbox) {

  /** The settings of a new app. */
  AppSettings settings() {
    return settings(secretsOr(Set.of()));
  }

  /** The settings that replace those of an app, without what only the server knows. */
  AppSettings settingsFor(App before) {
    return settings(secretsOr(before.secretNames()));
  }

  private AppSettings settings(Map<String, Optional<String>> allSecrets) {
    requireNoSandbox();
    return new AppSettings(
        Required.field("name", name),
        textOf(repository),
        textOf(branch),
        textOf(buildCommand),
        textOf(deployCommand),
        variables(),
        allSecrets,
        Optional.ofNullable(timeoutSeconds));
  }

  /** Nobody is to believe that commands are kept apart when they are not. */
  private void requireNoSandbox() {
    if (sandbox != null && !sandbox.equals("none")) {
      throw new InvalidInputException(
          "sandbox",
          "This server cannot separate commands from itself yet; leave sandbox out or say none.");
    }
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    if (environment != null) {
      environment.forEach((key, value) -> variables.put(key, valueOf(key, value)));
    }
    return variables;
  }

  private static String valueOf(String key, @Nullable String value) {
    if (value == null) {
      throw new InvalidInputException("environment", key + " has no value");
    }
    return value;
  }

  private Map<String, Optional<String>> secretsOr(Set<String> stored) {
    Map<String, Optional<String>> all = new HashMap<>();
    if (secrets == null) {
      stored.forEach(key -> all.put(key, Optional.empty()));
    } else {
      secrets.forEach((key, value) -> all.put(key, Optional.ofNullable(value)));
    }
    return all;
  }

  private static String textOf(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Leaves out what may be secret. */
  @Override
  public String toString() {
    return "AppRequest[" + projectId + ", " + name + "]";
  }
}
