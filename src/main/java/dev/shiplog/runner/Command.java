package dev.shiplog.runner;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to start.
 *
 * @param argv the program, looked up in the PATH, and its arguments; not empty
 * @param directory where it starts; must exist
 * @param environment all it sees, but for PATH (when missing here) and the run's cookie
 * @param errors whether what it writes to standard error belongs to its output
 */
record Command(List<String> argv, Path directory, Map<String, String> environment, boolean errors) {

  /** The server's own search path: what commands get unless the app sets its own. */
  static final String DEFAULT_PATH =
      Optional.ofNullable(System.getenv("PATH")).orElse("/usr/local/bin:/usr/bin:/bin");

  Command {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** A command whose output is all that it writes. */
  Command(List<String> argv, Path directory, Map<String, String> environment) {
    this(argv, directory, environment, true);
  }

  /** The same for one whose output is an answer to be read by us. */
  Command withoutErrors() {
    return new Command(argv, directory, environment, false);
  }

  /**
   * What a user typed as build or deploy command, of one or many lines. It runs in bash and ends
   * with the first command that fails, also inside a pipe ({@code docker build . | tee log}); on a
   * machine without bash in sh, where only the last command of a pipe counts.
   */
  static Command shell(String script, Path directory, Map<String, String> environment) {
    return new Command(
        onPath("bash")
            .map(
                bash ->
                    List.of(bash, "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script))
            .orElseGet(() -> List.of("sh", "-e", "-c", script)),
        directory,
        environment);
  }

  private static Optional<String> onPath(String program) {
    for (String directory : DEFAULT_PATH.split(File.pathSeparator)) {
      Path candidate = Path.of(directory, program);
      if (candidate.isAbsolute() && Files.isExecutable(candidate)) {
        return Optional.of(candidate.toString());
      }
    }
    return Optional.empty();
  }
}
