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

  /** How many lines of the log are known by now. */
  synchronized long lines() {
    return furthest.next() - 1;
  }

  /** The outline of at least this many lines, or of all that the log has. */
  synchronized LogOutline outline(long lines) {
    boolean more = true;
    while (more && furthest.next() <= lines) {
      List<LogLine> next = store.read(id, furthest.next(), lines, READ_BYTES);
      next.forEach(this::outline);
      more = !next.isEmpty();
    }
    return outline;
  }

  private void outline(LogLine line) {
    furthest.read(line, outline);
    if ((furthest.next() - 1) % INTERVAL == 0) {
      checkpoints.put(furthest.next(), furthest.copy());
    }
  }

  /** A renderer of the caller's own that stands at the line, from 1, or at the log's end. */
  LogRenderer at(long line) {
    LogRenderer renderer = closest(line);
    boolean more = true;
    while (more && renderer.next() < line) {
      List<LogLine> skipped = store.read(id, renderer.next(), line - 1, READ_BYTES);
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
}
