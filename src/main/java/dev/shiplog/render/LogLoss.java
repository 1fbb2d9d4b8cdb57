package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.log.LogSize;
import java.util.Locale;
import java.util.Map;

/**
 * What a deployment's log had and has no more, because something happened to its file.
 *
 * @param lines lines that are missing
 * @param bytes bytes that are missing
 * @param sentence says so to people; empty when nothing is missing
 */
public record LogLoss(long lines, long bytes, String sentence) {

  private static final String ONLY =
      "Of this log’s %,d %s the server has only %,d: its file in the data directory is damaged or"
          + " missing.";

  private static final String UNREADABLE =
      "The server cannot read this log. Look at its file in the data directory: it may be damaged,"
          + " or closed to the server’s user.";

  /**
   * @param now the log's size; what it should be is known when the deployment has finished
   */
  static LogLoss of(Deployment deployment, LogSize now) {
    long lines = missing(deployment, deployment.logLines(), now.lines());
    long bytes = missing(deployment, deployment.logBytes(), now.bytes());
    if (!now.readable()) {
      return new LogLoss(lines, bytes, UNREADABLE);
    }
    if (lines > 0) {
      return new LogLoss(lines, bytes, only(deployment.logLines(), "lines", now.lines()));
    }
    if (bytes > 0) {
      return new LogLoss(lines, bytes, only(deployment.logBytes(), "bytes", now.bytes()));
    }
    return new LogLoss(0, 0, "");
  }

  /** Whether something is missing. */
  public boolean present() {
    return !sentence.isEmpty();
  }

  /** What is missing, for programs; nothing when nothing is. */
  public Map<String, Long> fields() {
    return present() ? Map.of("lost_lines", lines, "lost_bytes", bytes) : Map.of();
  }

  private static long missing(Deployment deployment, long whole, long now) {
    return deployment.finished() ? Math.max(0, whole - now) : 0;
  }

  private static String only(long whole, String unit, long now) {
    return String.format(Locale.ENGLISH, ONLY, whole, unit, now);
  }
}
