package dev.shiplog.runner;

import dev.shiplog.project.RepositoryAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How git learns the user and the password of a repository's address: by variables of its own
 * process. Its arguments, which every user of the machine can list, and the files of the workspace,
 * which the build reads, are without them.
 */
final class GitCredentials {

  private static final String USER = "SHIPLOG_GIT_USER";
  private static final String PASSWORD = "SHIPLOG_GIT_PASSWORD";

  /** Answers git on a pipe, in the form that gitcredentials describes. */
  private static final String HELPER =
      "!answer() { test \"$1\" != get || printf 'username=%s\\npassword=%s\\n' \"$"
          + USER
          + "\" \"$"
          + PASSWORD
          + "\"; }; answer";

  private GitCredentials() {}

  /**
   * The variables for git; none for an address without user and password, or for ssh, which takes
   * keys only. They hold for the address's host alone, wherever else git is sent.
   */
  static Map<String, String> variables(String repository) {
    Map<String, String> variables = new LinkedHashMap<>();
    RepositoryAddress.login(repository)
        .ifPresent(
            login -> {
              String scope = "credential." + login.host() + ".";
              Optional<String> password = login.password();
              if (password.isPresent()) {
                variables.put(USER, login.user());
                variables.put(PASSWORD, password.get());
                // An empty one first: those of the server's user are not asked, nor told.
                set(variables, scope + "helper", "");
                set(variables, scope + "helper", HELPER);
              } else {
                set(variables, scope + "username", login.user());
              }
            });
    return variables;
  }

  /** As git-config describes GIT_CONFIG_COUNT. */
  private static void set(Map<String, String> variables, String key, String value) {
    int count = Integer.parseInt(variables.getOrDefault("GIT_CONFIG_COUNT", "0"));
    variables.put("GIT_CONFIG_KEY_" + count, key);
    variables.put("GIT_CONFIG_VALUE_" + count, value);
    variables.put("GIT_CONFIG_COUNT", Integer.toString(count + 1));
  }
}
