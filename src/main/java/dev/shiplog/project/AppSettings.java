package dev.shiplog.project;

import java.util.Map;
import java.util.Optional;

/**
 * What a person says about an app; checked by {@link Apps}.
 *
 * @param repository may hold a password; the one that is stored stays while this is as it is shown
 * @param branch empty: main
 * @param environment all plain variables; those missing are removed
 * @param secrets all secrets by name; an empty value keeps the one that is stored; those missing
 *     are removed
 * @param timeoutSeconds 1 to 604800; empty: the server's limit
 */
public record AppSettings(
    String name,
    String repository,
    String branch,
    String buildCommand,
    String deployCommand,
    Map<String, String> environment,
    Map<String, Optional<String>> secrets,
    Optional<Integer> timeoutSeconds) {

  /** Leaves out what may be secret. */
  @Override
  public String toString() {
    return "AppSettings[" + name + "]";
  }
}
