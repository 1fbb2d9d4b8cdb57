package dev.shiplog.render;

import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStore;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * What is remembered of one log that somebody reads: its outline, and renderers to start from, as
 * far as somebody has come. Safe for use by several threads.
 */
final class RenderedLog {

  /** Lines between the renderers that are remembered; each holds some KB. */
  private static final int INTERVAL = 5000;

  private static final int READ_BYTES = 1 << 20;
  private static final LogEvents IGNORED = new LogEvents() {};

  private final long id;
  private final LogStore store;
  private final LogOutline outline = new LogOutline();
  private final LogRenderer furthest = new LogRenderer();
  private final TreeMap<Long, LogRenderer> checkpoints = new TreeMap<>();

  RenderedLog(long id, LogStore store) {
    this.id = id;
    this.store = store;
  }

  /** The outline of at least this many lines, which the log must have. */
  synchronized LogOutline outline(long lines) {
    while (furthest.next() <= lines) {
      for (LogLine line : read(furthest, lines)) {
        furthest.read(line, outline);
        if ((furthest.next() - 1) % INTERVAL == 0) {
          checkpoints.put(furthest.next(), furthest.copy());
        }
      }
    }
    return outline;
  }

  /** A renderer of the caller's own that stands at the line, 1 to the number of lines plus 1. */
  LogRenderer at(long line) {
    LogRenderer renderer = closest(line);
    while (renderer.next() < line) {
      read(renderer, line - 1).forEach(skipped -> renderer.read(skipped, IGNORED));
    }
    return renderer;
  }

  private synchronized LogRenderer closest(long line) {
    outline(line - 1);
    if (furthest.next() == line) {
      return furthest.copy();
    }
    var before = checkpoints.floorEntry(line);
    return before == null ? new LogRenderer() : before.getValue().copy();
  }

  private List<LogLine> read(LogRenderer renderer, long last) {
    List<LogLine> lines = store.read(id, renderer.next(), last, READ_BYTES);
    if (lines.isEmpty()) {
      throw new NoSuchElementException("log " + id + " has no line " + renderer.next());
    }
    return lines;
  }
}
