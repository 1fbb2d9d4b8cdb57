package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.problem.PlainText;
import java.time.Instant;
import java.util.Optional;

/** What the monitor's header shows of a deployment; the same for page and live fragment. */
public record StatusView(Deployment deployment, long placeInQueue) {

  /** Of a deployment in a list, where nobody asks for its place in the queue. */
  public static StatusView of(Deployment deployment) {
    return new StatusView(deployment, 0);
  }

  /** What the window's title starts with, e.g. "Failed: shop #42". */
  public String title() {
    return deployment.status().label() + ": " + name();
  }

  /** For people, e.g. "shop #42". */
  public String name() {
    return deployment.appName() + " #" + deployment.number();
  }

  /** "completed" or "live". */
  public String mode() {
    return deployment.finished() ? "completed" : "live";
  }

  /** The indicator's text. */
  public String modeLabel() {
    return deployment.finished() ? "Completed" : "Live";
  }

  /** Which of the site's icons repeats the status: the last part of its file's name. */
  public String icon() {
    return deployment.finished() ? deployment.status().word() : "running";
  }

  /** The sentence for the stage, with the place in the queue while it waits. */
  public String message() {
    if (deployment.status() == DeploymentStatus.PENDING && placeInQueue > 0) {
      return deployment.message() + ", place " + placeInQueue;
    }
    if (deployment.stopRequestedBy().isPresent() && !deployment.finished()) {
      return "Stopping for " + deployment.stopRequestedBy().get();
    }
    return deployment.message();
  }

  /** The result in a sentence, when there is one. */
  public Optional<String> banner() {
    if (deployment.status() == DeploymentStatus.SUCCESS) {
      return Optional.of("Deployment successful! Completed in " + seconds() + "s");
    }
    return deployment.finished()
        ? Optional.of(deployment.errorMessage().orElse(deployment.message()))
        : Optional.empty();
  }

  /** The commit's subject, as its author wrote it; what cannot be seen in it is marked. */
  public String commitSubject() {
    return PlainText.visible(deployment.commitMessage().orElse(""));
  }

  /** The commit's author, likewise. */
  public String commitAuthor() {
    return PlainText.visible(deployment.commitAuthor().orElse(""));
  }

  /** The branch, tag or hash that was asked for, likewise. */
  public String requestedCommit() {
    return PlainText.visible(deployment.requestedCommit().orElse(""));
  }

  /** The first characters of the commit. */
  public Optional<String> shortHash() {
    return deployment.commitHash().map(hash -> hash.substring(0, Math.min(10, hash.length())));
  }

  /** For people, e.g. "2m 5s". */
  public Optional<String> duration() {
    return deployment.duration().map(TimeText::duration);
  }

  /** For people: how long it took, or why that cannot be said. */
  public String durationText() {
    return duration().orElse(deployment.finished() ? "never started" : "not finished");
  }

  /** Its stages with their durations, when they are known. */
  public Optional<TimelineView> timeline() {
    return TimelineView.of(deployment);
  }

  /** When it should be done, unless it is being stopped or nothing is known. */
  public Optional<Instant> expectedEnd() {
    return deployment.stopRequestedBy().isPresent() ? Optional.empty() : deployment.expectedEnd();
  }

  /** For people. */
  public String utc(Instant time) {
    return TimeText.utc(time);
  }

  /** For {@code <time datetime>}. */
  public String rfc3339(Instant time) {
    return TimeText.rfc3339(time);
  }

  private long seconds() {
    return deployment.duration().map(duration -> duration.toSeconds()).orElse(0L);
  }
}
