package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStore;
import dev.shiplog.terminal.StyledLine;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The HTML of a part of a log, rendered piece by piece while it is written out. */
final class PageChunks implements Iterator<String> {

  private static final int PIECE = 1 << 16;
  private static final int READ_BYTES = 1 << 20;

  private final long id;
  private final LogStore store;
  private final LogRenderer renderer;
  private final LogPart part;
  private final PageWriter writer;
  private boolean ended;

  PageChunks(
      Deployment deployment,
      LogStore store,
      LogRenderer renderer,
      LogOutline outline,
      LogPart part) {
    this.id = deployment.id();
    this.store = store;
    this.renderer = renderer;
    this.part = part;
    this.writer = new PageWriter(deployment, outline, part);
    writer.begin(part.from() > part.to() ? List.of() : renderer.openSections());
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public String next() {
    if (ended) {
      throw new NoSuchElementException();
    }
    var out = new StringBuilder(PIECE);
    boolean more = true;
    while (more && renderer.next() <= part.to() && out.length() < PIECE) {
      more = read(part.to(), writer);
      writer.release(renderer.settled(), out);
    }
    if (!more || renderer.next() > part.to()) {
      readWhatRedraws(out);
      writer.end(out);
      ended = true;
    }
    return out.toString();
  }

  /** Lines behind the part may still change its last lines. */
  private void readWhatRedraws(StringBuilder out) {
    LogEvents redrawing =
        new LogEvents() {
          @Override
          public void redrawn(long number, StyledLine line) {
            writer.redrawn(number, line);
          }
        };
    boolean more = true;
    while (more && writer.holds() && renderer.next() <= part.lines()) {
      more = read(part.lines(), redrawing);
      writer.release(renderer.settled(), out);
    }
  }

  /** Whether the log had more, which it has not where its file was damaged meanwhile. */
  private boolean read(long to, LogEvents events) {
    long last = Math.min(to, renderer.next() + LogRenderer.CHUNK_LINES - 1);
    List<LogLine> lines = store.read(id, renderer.next(), last, READ_BYTES);
    lines.forEach(line -> renderer.read(line, events));
    return !lines.isEmpty();
  }
}
