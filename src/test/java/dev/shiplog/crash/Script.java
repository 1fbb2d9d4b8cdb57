package dev.shiplog.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What deployments run: they print numbered lines of which each can be foretold. */
enum Script {
  /** Prints until it is stopped or killed, mostly slowly, with a process outside of its group. */
  ENDLESS(Integer.MAX_VALUE, ""),
  /** Prints for a few seconds in both stages and succeeds. */
  LONG(300, ""),
  /** Prints and fails. */
  FAILING(40, "Deploy command failed with exit code 3"),
  /** Ends at once, so that claims and ends are frequent. */
  QUICK(3, "");

  private static final Pattern LINE = Pattern.compile("out (\\d+) of (\\d+) x*");
  private static final List<String> OURS =
      List.of("=== ", "$ ", "Interrupted: ", "Stopped by ", "Deploy command failed ");
  private static final int PAD = 200;

  private final int lines;
  private final String error;

  Script(int lines, String error) {
    this.lines = lines;
    this.error = error;
  }

  /** The build command; the number of each deployment that starts is appended to the file. */
  String build(Path starts) {
    String begin = "echo $SHIPLOG_DEPLOYMENT_ID >> '" + starts + "'\n";
    return switch (this) {
      case ENDLESS ->
          begin + "(setsid sleep 900 &)\n" + print(1, 40_000, "[ $((n % 500)) -lt 200 ] || pause");
      case LONG -> begin + print(1, 100, "pause");
      case FAILING -> begin + print(1, 40, "pause");
      case QUICK -> begin + print(1, 2, ":");
    };
  }

  /** The deploy command. */
  String deploy() {
    return switch (this) {
      case ENDLESS -> "";
      case LONG -> print(101, 300, "pause");
      case FAILING -> "exit 3";
      case QUICK -> print(3, 3, ":");
    };
  }

  /** The last line of a quick one is out: only its end is to come. */
  static boolean isLastOfQuick(String line) {
    return line.startsWith("out 3 ");
  }

  /**
   * What is wrong with a finished log.
   *
   * @param status how the deployment ended
   * @param message why, "" after success
   */
  List<String> problems(long id, String log, String status, String message) {
    List<String> problems = new ArrayList<>();
    int printed = 0;
    Optional<String> torn = Optional.empty();
    for (String line : log.lines().toList()) {
      Matcher out = LINE.matcher(line);
      boolean whole = out.matches() && line.equals(line(printed + 1, id));
      if (whole && torn.isEmpty()) {
        printed++;
      } else if (!isOurs(line)) {
        if (torn.isPresent() || !line(printed + 1, id).startsWith(line)) {
          problems.add("after line " + printed + " stands: " + line);
          break;
        }
        torn = Optional.of(line);
      }
    }
    boolean cut = message.startsWith("Interrupted") || status.equals("stopped");
    if (!cut && !(status.equals(error.isEmpty() ? "success" : "failed") && message.equals(error))) {
      problems.add("ended as " + status + ": " + message);
    }
    if (!cut && (printed != lines || torn.isPresent())) {
      problems.add("ended as " + status + " with " + printed + " lines " + torn.orElse(""));
    }
    if (cut && !message.isEmpty() && status.equals("failed") && !log.contains(message)) {
      problems.add("the log does not say: " + message);
    }
    return problems;
  }

  private static String line(int number, long id) {
    return "out " + number + " of " + id + " " + "x".repeat(number * 37 % PAD);
  }

  private static boolean isOurs(String line) {
    return OURS.stream().anyMatch(line::startsWith);
  }

  /** Without a new process for each line; the pause waits for what never comes. */
  private static String print(int from, int to, String then) {
    return """
        exec 9<> <(:)
        pause() { read -t 0.02 -u 9 || true; }
        pad=$(printf '%%%ds' "" | tr ' ' x)
        n=%d
        while [ $n -le %d ]; do
          echo "out $n of $SHIPLOG_DEPLOYMENT_ID ${pad:0:n * 37 %% %d}"
          %s
          n=$((n + 1))
        done
        """
        .formatted(PAD, from, to, PAD, then);
  }
}
