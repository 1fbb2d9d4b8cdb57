package dev.shiplog.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStore;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentSkipListMap;
import org.springframework.stereotype.Component;

/** Finds the renderer that stands at a line, without rendering a log from its start each time. */
@Component
public class LogRenderers {

  private static final int REMEMBERED_LOGS = 200;
  private static final int READ_BYTES = 1 << 20;

  private final LogStore store;

  /** For each log the renderers at its chunks' starts, as far as somebody has come. */
  private final Cache<Long, ConcurrentSkipListMap<Long, LogRenderer>> checkpoints =
      Caffeine.newBuilder().maximumSize(REMEMBERED_LOGS).build();

  LogRenderers(LogStore store) {
    this.store = store;
  }

  /** A renderer of one's own that stands at the line, 1 to the number of lines plus 1. */
  public LogRenderer at(long id, long line) {
    var entry = checkpoints(id).floorEntry(line);
    LogRenderer renderer = entry == null ? new LogRenderer() : entry.getValue().copy();
    while (renderer.next() < line) {
      List<LogLine> lines = store.read(id, renderer.next(), line - 1, READ_BYTES);
      if (lines.isEmpty()) {
        throw new NoSuchElementException("log " + id + " has no line " + renderer.next());
      }
      for (LogLine skipped : lines) {
        renderer.skip(skipped);
        remember(id, renderer);
      }
    }
    return renderer;
  }

  /** The first lines as chunks of HTML, rendered one by one while they are written out. */
  public Iterable<String> chunks(long id, long lines) {
    return () -> new Chunks(id, lines);
  }

  /** Drops what is remembered of a log. */
  public void forget(long id) {
    checkpoints.invalidate(id);
  }

  private void remember(long id, LogRenderer renderer) {
    if (renderer.atChunkStart()) {
      checkpoints(id).computeIfAbsent(renderer.next(), line -> renderer.copy());
    }
  }

  private ConcurrentSkipListMap<Long, LogRenderer> checkpoints(long id) {
    return checkpoints.get(id, key -> new ConcurrentSkipListMap<>());
  }

  private final class Chunks implements Iterator<String> {

    private final long id;
    private final long lines;
    private final LogRenderer renderer = new LogRenderer();

    Chunks(long id, long lines) {
      this.id = id;
      this.lines = lines;
    }

    @Override
    public boolean hasNext() {
      return renderer.next() <= lines;
    }

    @Override
    public String next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long from = renderer.next();
      long to = Math.min(lines, from + LogRenderer.CHUNK_LINES - 1);
      String html = renderer.chunks(store.read(id, from, to, Integer.MAX_VALUE));
      remember(id, renderer);
      return html;
    }
  }
}
