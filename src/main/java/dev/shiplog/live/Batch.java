package dev.shiplog.live;

import dev.shiplog.log.LogLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Consecutive lines, rendered at most once for each format, whoever takes them. */
final class Batch {

  private final List<LogLine> lines;
  private final Map<LiveFormat, List<String>> rendered = new EnumMap<>(LiveFormat.class);

  Batch(List<LogLine> lines) {
    this.lines = lines;
  }

  List<LogLine> lines() {
    return lines;
  }

  long first() {
    return lines.get(0).number();
  }

  long last() {
    return lines.get(lines.size() - 1).number();
  }

  long bytes() {
    return lines.stream().mapToLong(line -> line.bytes().length).sum();
  }

  synchronized List<String> messages(LiveFormat format, Supplier<List<String>> renderer) {
    return rendered.computeIfAbsent(format, key -> renderer.get());
  }
}
