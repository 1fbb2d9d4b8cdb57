package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.StageTimes;
import java.time.Instant;
import java.util.Optional;

/** Deployments for tests of what is shown. */
final class Deployments {

  private static final Instant CREATED = Instant.parse("2026-01-02T09:59:00Z");

  private Deployments() {}

  static Deployment running(DeploymentStatus status) {
    return deployment(status, Optional.empty(), 0);
  }

  static Deployment finished(DeploymentStatus status, Instant finished, long logLines) {
    return deployment(status, Optional.of(finished), logLines);
  }

  private static Deployment deployment(
      DeploymentStatus status, Optional<Instant> finished, long logLines) {
    return new Deployment(
        1,
        1,
        "shop",
        1,
        "Tests",
        42,
        status,
        status.word(),
        Optional.empty(),
        50,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "ada",
        CREATED,
        Optional.of(CREATED),
        finished,
        logLines,
        0,
        Optional.empty(),
        StageTimes.NONE);
  }
}
