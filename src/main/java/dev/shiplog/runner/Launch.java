package dev.shiplog.runner;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A command in a form that reaches the new process unchanged. Java writes arguments and variables
 * in the locale's encoding: where the server runs without a locale, as in most containers, every
 * "é" would become "?". There they travel as escapes, and a shell puts them back before it becomes
 * the command.
 */
record Launch(List<String> argv, Map<String, String> environment) {

  private static final boolean UNICODE =
      Stream.of(
              Charset.defaultCharset().name(),
              System.getProperty("sun.jnu.encoding", ""),
              System.getProperty("native.encoding", ""))
          .allMatch(name -> name.equalsIgnoreCase("UTF-8"));

  private static final Predicate<String> ASCII = text -> text.chars().allMatch(c -> c < 128);

  // $(…) takes trailing newlines away, hence the dot.
  private static final String DECODE_VARIABLE =
      "%1$s=$(printf '%%b.' \"$%1$s\"); %1$s=${%1$s%%.}; ";
  private static final String DECODE_ARGUMENTS =
      "for _shiplog in \"$@\"; do shift; _shiplog=$(printf '%b.' \"$_shiplog\");"
          + " set -- \"$@\" \"${_shiplog%.}\"; done; exec \"$@\"";

  static Launch of(Command command) {
    return UNICODE ? new Launch(command.argv(), command.environment()) : escaped(command);
  }

  /** As {@link #of} does where the locale is not Unicode. */
  static Launch escaped(Command command) {
    boolean plain =
        Stream.concat(command.argv().stream(), command.environment().values().stream())
            .allMatch(ASCII);
    if (plain) {
      return new Launch(command.argv(), command.environment());
    }
    StringBuilder script = new StringBuilder();
    Map<String, String> environment = new HashMap<>(command.environment());
    command
        .environment()
        .forEach(
            (name, value) -> {
              if (!ASCII.test(value)) {
                environment.put(name, escape(value));
                script.append(String.format(DECODE_VARIABLE, name));
              }
            });
    List<String> argv =
        new ArrayList<>(List.of("sh", "-c", script.append(DECODE_ARGUMENTS).toString(), "sh"));
    command.argv().forEach(argument -> argv.add(escape(argument)));
    return new Launch(argv, environment);
  }

  /** As printf's %b reads it (POSIX): bytes as \0ooo. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '\\') {
        escaped.append("\\\\");
      } else if (b < 0) {
        escaped.append(String.format("\\0%03o", b & 0xff));
      } else {
        escaped.append((char) b);
      }
    }
    return escaped.toString();
  }
}
