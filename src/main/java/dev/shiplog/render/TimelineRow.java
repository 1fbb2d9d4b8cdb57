package dev.shiplog.render;

import dev.shiplog.deployment.DeploymentStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * One stage of a {@link TimelineView}, in words and in lengths.
 *
 * @param state "done", "failed", "stopped", "running" or "expected"
 * @param took empty while it lasts or is to come
 * @param x where its bars start, as all its lengths a share of the drawing's width
 */
public record TimelineRow(
    DeploymentStatus stage,
    String state,
    Optional<Duration> took,
    Optional<Duration> usual,
    int top,
    String x,
    String width,
    String usualWidth) {

  static final int HEIGHT = 40;

  /** The stage, and what became of it unless it simply ended: "Building, failed". */
  public String label() {
    return state.equals("done") ? stage.label() : stage.label() + ", " + state;
  }

  /** For people, e.g. "12s". */
  public Optional<String> duration() {
    return took.map(TimeText::duration);
  }

  /** For people, e.g. "10s". */
  public Optional<String> usually() {
    return usual.map(TimeText::duration);
  }

  /** Both durations, as far as they are known, e.g. "12s, usually 10s"; may be empty. */
  public String times() {
    String usually = usually().map(time -> "usually " + time).orElse("");
    return duration().map(time -> usually.isEmpty() ? time : time + ", " + usually).orElse(usually);
  }

  /** How a stage that is done compares, e.g. "2s slower than usual". */
  public Optional<String> difference() {
    return took.flatMap(duration -> usual.map(usually -> difference(duration, usually)))
        .filter(text -> state.equals("done"));
  }

  /** All of it, e.g. "Building, failed: 12s, usually 10s". */
  String sentence() {
    return times().isEmpty() ? label() : label() + ": " + times();
  }

  /** In whole seconds, as the two durations are shown; a tenth more or less is as usual. */
  private static String difference(Duration duration, Duration usual) {
    long seconds = duration.toSeconds() - usual.toSeconds();
    if (Math.abs(seconds) <= Math.max(1, usual.toSeconds() / 10)) {
      return "about as usual";
    }
    return TimeText.duration(Duration.ofSeconds(Math.abs(seconds)))
        + (seconds > 0 ? " slower than usual" : " faster than usual");
  }
}
