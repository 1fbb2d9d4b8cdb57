package dev.shiplog.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a run of kills has measured. Thread-safe. */
final class Figures {

  private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<Duration> ready = new ArrayList<>();
  private int acknowledged;
  private int comparisons;
  private long logLines;
  private long logBytes;
  private long shownBytes;

  /** A server was killed at the moment. */
  synchronized void killed(Moment moment) {
    kills.merge(moment, 1, Integer::sum);
  }

  /** A server answered so long after its start. */
  synchronized void ready(Duration time) {
    ready.add(time);
  }

  /** How many a server has acknowledged in the end. */
  synchronized void acknowledged(int changes) {
    acknowledged += changes;
  }

  /** All that was acknowledged was compared. */
  synchronized void compared() {
    comparisons++;
  }

  /** The log of a finished deployment was checked. */
  synchronized void checked(String end, String log, int shown) {
    ends.merge(end, 1, Integer::sum);
    logLines += log.lines().count();
    logBytes += log.length();
    shownBytes += shown;
  }

  /** The slowest start. */
  synchronized Duration slowestStart() {
    return ready.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** One figure a line. */
  synchronized String table(int problems) {
    List<Duration> sorted = ready.stream().sorted().toList();
    StringBuilder table = new StringBuilder();
    row(table, "kills", kills.values().stream().mapToInt(it -> it).sum() + " " + kills);
    row(table, "changes acknowledged", acknowledged);
    row(table, "comparisons of all of them", comparisons);
    row(table, "finished deployments checked", ends);
    row(table, "lines and bytes of their logs", logLines + " " + logBytes);
    row(table, "bytes of them shown before a kill", shownBytes);
    row(
        table,
        "ready after, median and slowest",
        seconds(sorted.get(sorted.size() / 2)) + " " + seconds(slowestStart()));
    row(
        table,
        "ready after more than 10 s",
        sorted.stream().filter(it -> it.toSeconds() >= 10).count());
    row(table, "problems", problems);
    return table.toString();
  }

  private static void row(StringBuilder table, String name, Object value) {
    table.append(String.format(Locale.ROOT, "%-36s%s%n", name, value));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
