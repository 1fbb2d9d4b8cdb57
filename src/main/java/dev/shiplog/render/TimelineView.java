package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.StageTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A deployment's stages as a drawing and as a table: one after the other, each as long as it took,
 * above how long it usually takes. Nothing in it depends on the time at which it is rendered.
 */
public record TimelineView(List<TimelineRow> rows) {

  /** Shorter bars would not be seen. */
  private static final double LEAST = 0.005;

  /** Empty when no stage was entered, or none was recorded. */
  static Optional<TimelineView> of(Deployment deployment) {
    List<Bar> bars = bars(deployment);
    return bars.isEmpty() ? Optional.empty() : Optional.of(new TimelineView(rows(bars)));
  }

  /** The drawing's height in pixels. */
  public int height() {
    return rows.size() * TimelineRow.HEIGHT;
  }

  /** Whether there is anything to compare with. */
  public boolean compares() {
    return rows.stream().anyMatch(row -> row.usual().isPresent());
  }

  /** What the drawing shows, in words. */
  public String summary() {
    return rows.stream().map(TimelineRow::sentence).collect(Collectors.joining(". "));
  }

  private static List<Bar> bars(Deployment deployment) {
    List<Bar> bars = new ArrayList<>();
    for (StageTiming timing : deployment.stages()) {
      String state = state(deployment, timing);
      bars.add(new Bar(timing.stage(), state, timing.duration(), timing.usual(), openEnd(bars)));
    }
    deployment
        .stagesToCome()
        .forEach(
            (stage, usual) ->
                bars.add(
                    new Bar(
                        stage, "expected", Optional.empty(), Optional.of(usual), Duration.ZERO)));
    return bars;
  }

  private static String state(Deployment deployment, StageTiming timing) {
    if (deployment.failedStage().equals(Optional.of(timing.stage().word()))) {
      return deployment.status().word();
    }
    return timing.end().isPresent() ? "done" : "running";
  }

  /** A stage that lasts, nobody knows how long, is drawn as long as all before it. */
  private static Duration openEnd(List<Bar> before) {
    Duration sum = before.stream().map(Bar::length).reduce(Duration.ZERO, Duration::plus);
    return sum.isZero() ? Duration.ofSeconds(1) : sum;
  }

  private static List<TimelineRow> rows(List<Bar> bars) {
    double total = total(bars);
    List<TimelineRow> rows = new ArrayList<>();
    double start = 0;
    for (Bar bar : bars) {
      rows.add(
          new TimelineRow(
              bar.stage(),
              bar.state(),
              bar.took(),
              bar.usual(),
              rows.size() * TimelineRow.HEIGHT,
              Percent.of(Math.min(start, total * (1 - LEAST)), total),
              width(bar.length(), total),
              width(bar.usual().orElse(Duration.ZERO), total)));
      start += bar.length().toMillis();
    }
    return rows;
  }

  private static double total(List<Bar> bars) {
    double start = 0;
    double total = 1;
    for (Bar bar : bars) {
      long longest =
          Math.max(bar.length().toMillis(), bar.usual().map(Duration::toMillis).orElse(0L));
      total = Math.max(total, start + longest);
      start += bar.length().toMillis();
    }
    return total;
  }

  private static String width(Duration length, double total) {
    return Percent.of(Math.max(length.toMillis(), total * LEAST), total);
  }

  private record Bar(
      DeploymentStatus stage,
      String state,
      Optional<Duration> took,
      Optional<Duration> usual,
      Duration openEnd) {

    Duration length() {
      return took.or(this::usual).orElse(openEnd);
    }
  }
}
