package dev.shiplog.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The line with which Shiplog says in a log which command it runs. */
public final class CommandEcho {

  private static final String PROMPT = "$ ";
  private static final byte[] PROMPT_BYTES = PROMPT.getBytes(StandardCharsets.UTF_8);

  private CommandEcho() {}

  /** The line's text for one line of a command. */
  public static String of(String command) {
    return PROMPT + command;
  }

  /** Whether it is such a line: of Shiplog's own, for a process may print the like. */
  public static boolean is(LogLine line) {
    byte[] bytes = line.bytes();
    return line.stream() == LogStream.SYSTEM
        && bytes.length >= PROMPT_BYTES.length
        && Arrays.equals(bytes, 0, PROMPT_BYTES.length, PROMPT_BYTES, 0, PROMPT_BYTES.length);
  }
}
