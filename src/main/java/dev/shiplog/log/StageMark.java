package dev.shiplog.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The line with which Shiplog says in a log that a stage begins. It counts only among Shiplog's own
 * lines: what a process prints cannot start a stage.
 */
public final class StageMark {

  private static final String OPENING = "=== ";
  private static final String CLOSING = " ===";

  private StageMark() {}

  /** The line's text for a stage, e.g. "=== Building ===". */
  public static String of(String stage) {
    return OPENING + stage + CLOSING;
  }

  /** The stage that begins with this line, if it is such a line. */
  public static Optional<String> stage(LogLine line) {
    if (line.stream() != LogStream.SYSTEM) {
      return Optional.empty();
    }
    String text = new String(line.bytes(), StandardCharsets.UTF_8).strip();
    return text.startsWith(OPENING)
            && text.endsWith(CLOSING)
            && text.length() > OPENING.length() + CLOSING.length()
        ? Optional.of(text.substring(OPENING.length(), text.length() - CLOSING.length()))
        : Optional.empty();
  }
}
