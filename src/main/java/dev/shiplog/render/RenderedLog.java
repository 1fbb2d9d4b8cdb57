package dev.shiplog.render;

import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStore;
import java.util.List;
import java.util.TreeMap;

/**
 * What is remembered of one log that somebody reads: its outline, and renderers to start from, as
 * far as somebody has come. Safe for use by several threads.
 */
final class RenderedLog {

  /**
   * Renderers that are remembered at most. Each holds some KB: 2 for plain lines, 15 for coloured
   * ones, when it was measured on the heap.
   */
  static final int MOST_CHECKPOINTS = 64;

  /** Lines between the renderers that are remembered, as long as they are not too many. */
  private static final int FIRST_INTERVAL = 5000;

  private static final int READ_BYTES = 1 << 20;

  /** Bounds what a piece of short lines keeps, each of which is several objects. */
  private static final int READ_LINES = 5000;

  private static final LogEvents IGNORED = new LogEvents() {};

  private final long id;
  private final LogStore store;
  private final LogOutline outline = new LogOutline();
  private final LogRenderer furthest = new LogRenderer();
  private final TreeMap<Long, LogRenderer> checkpoints = new TreeMap<>();
  private long interval = FIRST_INTERVAL;

  RenderedLog(long id, LogStore store) {
    this.id = id;
    this.store = store;
  }

  /** How many lines of the log are known by now. */
  synchronized long lines() {
    return furthest.next() - 1;
  }

  /** The outline of at least this many lines, or of all that the log has. */
  synchronized LogOutline outline(long lines) {
    boolean more = true;
    while (more && furthest.next() <= lines) {
      List<LogLine> next = read(furthest, lines);
      next.forEach(this::outline);
      more = !next.isEmpty();
    }
    return outline;
  }

  private void outline(LogLine line) {
    furthest.read(line, outline);
    if ((furthest.next() - 1) % interval == 0) {
      remember(furthest.copy());
    }
  }

  /** Where there would be too many, every other one is forgotten. */
  private void remember(LogRenderer renderer) {
    checkpoints.put(renderer.next(), renderer);
    if (checkpoints.size() > MOST_CHECKPOINTS) {
      interval *= 2;
      checkpoints.keySet().removeIf(line -> (line - 1) % interval != 0);
    }
  }

  /** How many renderers are remembered. */
  synchronized int remembered() {
    return checkpoints.size();
  }

  /** A renderer of the caller's own that stands at the line, from 1, or at the log's end. */
  LogRenderer at(long line) {
    return goneTo(line, closest(line));
  }

  /** As {@link #at}, gone on with the caller's renderer where none is remembered further on. */
  LogRenderer at(long line, LogRenderer own) {
    LogRenderer closest = closest(line);
    boolean ownIsCloser = own.next() <= line && own.next() > closest.next();
    return goneTo(line, ownIsCloser ? own : closest);
  }

  private LogRenderer goneTo(long line, LogRenderer renderer) {
    boolean more = true;
    while (more && renderer.next() < line) {
      List<LogLine> skipped = read(renderer, line - 1);
      skipped.forEach(it -> renderer.read(it, IGNORED));
      more = !skipped.isEmpty();
    }
    return renderer;
  }

  private synchronized LogRenderer closest(long line) {
    outline(line - 1);
    if (furthest.next() <= line) {
      return furthest.copy();
    }
    var before = checkpoints.floorEntry(line);
    return before == null ? new LogRenderer() : before.getValue().copy();
  }

  private List<LogLine> read(LogRenderer renderer, long last) {
    long to = Math.min(last, renderer.next() + READ_LINES - 1);
    return store.read(id, renderer.next(), to, READ_BYTES);
  }
}
