package dev.shiplog.runner;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The git command line in one directory, set up so that neither the repository nor what an earlier
 * build left in the directory can make it run or ask for anything.
 */
final class Git {

  private static final int MAX_CAPTURED_BYTES = 64 * 1024;

  /** What reaches git from the server's environment: the way out, and the keys for it. */
  private static final List<String> INHERITED =
      List.of(
          "USER",
          "LOGNAME",
          "XDG_CONFIG_HOME",
          "SSH_AUTH_SOCK",
          "http_proxy",
          "https_proxy",
          "HTTPS_PROXY",
          "all_proxy",
          "ALL_PROXY",
          "no_proxy",
          "NO_PROXY",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "GIT_SSL_CAINFO",
          "GIT_SSL_CAPATH");

  /** On the command line these win over the settings of the user and of the directory. */
  private static final List<String> SETTINGS =
      List.of(
          "core.hooksPath=/dev/null",
          "core.fsmonitor=false",
          "core.askPass=",
          "advice.detachedHead=false",
          "submodule.recurse=false",
          "log.showSignature=false",
          "i18n.logOutputEncoding=UTF-8",
          // A clean-up in the background would outlive the command and hold its pipes.
          "gc.autoDetach=false",
          "maintenance.autoDetach=false");

  private final Path directory;
  private final Map<String, String> environment;
  private final CommandRunner runner;
  private final Output output;

  /**
   * @param protocols what addresses may use
   * @param credentials further variables, with which git signs in
   */
  Git(
      Path directory,
      Collection<String> protocols,
      Map<String, String> credentials,
      CommandRunner runner,
      Output output) {
    this.directory = directory;
    this.environment = environment(directory, protocols);
    this.environment.putAll(credentials);
    this.runner = runner;
    this.output = output;
  }

  /** Runs git, shows what it writes, and returns its exit code. */
  int run(String... arguments) {
    return runner.run(command(arguments), output);
  }

  /** Runs git without showing anything, and returns its exit code. */
  int runSilently(String... arguments) {
    return runner.run(command(arguments), (buffer, offset, length) -> {});
  }

  /**
   * What git writes to its standard output, up to 64 KB, without newlines at the end; empty if it
   * fails.
   */
  Optional<String> ask(String... arguments) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    Output capture =
        (buffer, offset, length) ->
            answer.write(buffer, offset, Math.min(length, MAX_CAPTURED_BYTES - answer.size()));
    int exitCode = runner.run(command(arguments).withoutErrors(), capture);
    return exitCode == 0
        ? Optional.of(answer.toString(StandardCharsets.UTF_8).stripTrailing())
        : Optional.empty();
  }

  private Command command(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git"));
    SETTINGS.forEach(setting -> argv.addAll(List.of("-c", setting)));
    argv.addAll(List.of(arguments));
    return new Command(argv, directory, environment);
  }

  /**
   * The system's and the server user's git settings stay in force: that is where an operator
   * configures proxies, certificates and credentials.
   */
  private static Map<String, String> environment(Path directory, Collection<String> protocols) {
    Map<String, String> environment = new HashMap<>();
    Map<String, String> server = System.getenv();
    INHERITED.forEach(
        name -> Optional.ofNullable(server.get(name)).ifPresent(it -> environment.put(name, it)));
    environment.put("HOME", server.getOrDefault("HOME", System.getProperty("user.home")));
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_ASKPASS", "");
    environment.put("GIT_SSH_COMMAND", "ssh -oBatchMode=yes");
    // Overrides any protocol.*.allow setting, for submodules too.
    environment.put("GIT_ALLOW_PROTOCOL", String.join(":", protocols));
    environment.put("GIT_PROTOCOL_FROM_USER", "0");
    // Never an enclosing repository: the workspace's own or none.
    Optional.ofNullable(directory.getParent())
        .ifPresent(parent -> environment.put("GIT_CEILING_DIRECTORIES", parent.toString()));
    return environment;
  }
}
