package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * A stage or a step of a log: lines that belong together under a heading.
 *
 * @param line its first line, which also names it: a log has one section at most per line
 * @param title for people, not empty
 * @param start when its first line came
 */
record Section(Kind kind, long line, String title, Instant start) {

  /** Stages hold steps. */
  enum Kind {
    STAGE,
    STEP
  }

  /** The id of its element. */
  String id() {
    return "S" + line;
  }

  /** What is known of it while it goes on. */
  Result running() {
    return new Result("running", "running");
  }

  /** Something else followed, so it went well. */
  Result done(Instant end) {
    return new Result("done", "done in " + duration(end));
  }

  /** It was the last one of a finished deployment. */
  Result ended(Deployment deployment) {
    Instant end = deployment.finishedAt().orElse(start);
    if (deployment.status() == DeploymentStatus.SUCCESS) {
      return done(end);
    }
    String word = deployment.status().word();
    return new Result(word, word + " after " + duration(end));
  }

  private String duration(Instant end) {
    return TimeText.duration(Duration.between(start, end));
  }

  /**
   * How a section went.
   *
   * @param kind "running", "done", "failed" or "stopped"
   * @param text for people
   */
  record Result(String kind, String text) {}
}
