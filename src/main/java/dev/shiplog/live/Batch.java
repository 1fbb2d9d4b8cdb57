package dev.shiplog.live;

import dev.shiplog.log.LogLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Consecutive lines, rendered at most once for each format, whoever takes them. */
final class Batch {

  /**
   * What a line keeps besides its bytes: the line, its time, an array's header, a place in a list;
   * {@code BatchWeightTest} measures it.
   */
  private static final int LINE_OVERHEAD = 96;

  /** What a message keeps besides its characters, likewise. */
  private static final int MESSAGE_OVERHEAD = 56;

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

  /** Bytes of memory that the lines keep, at most. */
  long weight() {
    return lines.stream().mapToLong(line -> LINE_OVERHEAD + line.bytes().length).sum();
  }

  /** Bytes of memory that messages keep, at most: a character takes one or two. */
  static long weight(List<String> messages) {
    return messages.stream().mapToLong(message -> MESSAGE_OVERHEAD + 2L * message.length()).sum();
  }

  synchronized List<String> messages(LiveFormat format, Supplier<List<String>> renderer) {
    return rendered.computeIfAbsent(format, key -> renderer.get());
  }
}
