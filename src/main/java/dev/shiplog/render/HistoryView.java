package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long an app's last deployments took and how they ended, as a bar chart and as a table.
 *
 * @param bars oldest first, at least two
 * @param longest the duration that the highest bar stands for
 */
public record HistoryView(List<HistoryBar> bars, Duration longest) {

  /** Most bars in a chart. */
  static final int MAX_BARS = 30;

  private static final int FEWEST_SLOTS = 8;
  private static final int SLOT_WIDTH = 36;
  private static final int TOP = 22;
  private static final int TALLEST = 96;
  private static final int SHORTEST = 2;

  /**
   * Of one app's deployments; those that have not finished are left out.
   *
   * @param newestFirst as a list shows them
   * @return empty when fewer than two have finished
   */
  public static Optional<HistoryView> of(List<Deployment> newestFirst) {
    List<Deployment> finished =
        newestFirst.stream()
            .filter(Deployment::finished)
            .limit(MAX_BARS)
            .collect(Collectors.toCollection(ArrayList::new));
    if (finished.size() < 2) {
      return Optional.empty();
    }
    Collections.reverse(finished);
    Duration longest =
        finished.stream()
            .flatMap(deployment -> deployment.duration().stream())
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return Optional.of(new HistoryView(bars(finished, longest), longest));
  }

  /** The drawing's width in pixels where there is room for it. */
  public int width() {
    return slots(bars.size()) * SLOT_WIDTH;
  }

  /** Where the bars stand, in pixels from the top. */
  public int baseline() {
    return TOP + TALLEST;
  }

  /** Where the highest bar ends, in pixels from the top. */
  public int top() {
    return TOP;
  }

  /** For people, e.g. "2m 5s". */
  public String longestText() {
    return TimeText.duration(longest);
  }

  /** The bars as rows of a table. */
  public List<HistoryBar> newestFirst() {
    List<HistoryBar> rows = new ArrayList<>(bars);
    Collections.reverse(rows);
    return rows;
  }

  /** What the chart shows, in words, e.g. "#1 to #5, oldest first: 3 succeeded, 2 failed (✕)". */
  public String summary() {
    String results =
        Stream.of(DeploymentStatus.SUCCESS, DeploymentStatus.FAILED, DeploymentStatus.STOPPED)
            .flatMap(result -> count(result).stream())
            .collect(Collectors.joining(", "));
    return number(0) + " to " + number(bars.size() - 1) + ", oldest first: " + results;
  }

  static String shape(DeploymentStatus result) {
    return switch (result) {
      case FAILED -> "✕";
      case STOPPED -> "■";
      default -> "";
    };
  }

  private Optional<String> count(DeploymentStatus result) {
    long count = bars.stream().filter(bar -> bar.is(result)).count();
    if (count == 0) {
      return Optional.empty();
    }
    String word = result == DeploymentStatus.SUCCESS ? "succeeded" : result.word();
    String shape = shape(result).isEmpty() ? "" : " (" + shape(result) + ")";
    return Optional.of(count + " " + word + shape);
  }

  private String number(int bar) {
    return "#" + bars.get(bar).status().deployment().number();
  }

  private static List<HistoryBar> bars(List<Deployment> oldestFirst, Duration longest) {
    int slots = slots(oldestFirst.size());
    List<HistoryBar> bars = new ArrayList<>();
    for (Deployment deployment : oldestFirst) {
      int height = height(deployment.duration().orElse(Duration.ZERO), longest);
      double slot = bars.size();
      bars.add(
          new HistoryBar(
              StatusView.of(deployment),
              Percent.of(slot + 0.15, slots),
              Percent.of(0.7, slots),
              Percent.of(slot + 0.5, slots),
              TOP + TALLEST - height,
              height));
    }
    return bars;
  }

  private static int height(Duration duration, Duration longest) {
    long share = longest.isZero() ? 0 : TALLEST * duration.toMillis() / longest.toMillis();
    return (int) Math.max(SHORTEST, share);
  }

  /** Few bars stay narrow and stand on the left. */
  private static int slots(int bars) {
    return Math.max(FEWEST_SLOTS, bars);
  }
}
