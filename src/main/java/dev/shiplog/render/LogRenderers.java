package dev.shiplog.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogSearch;
import dev.shiplog.log.LogStore;
import dev.shiplog.log.TextMatcher;
import java.util.List;
import org.springframework.stereotype.Component;

/** Renders logs, from any line, without going through a log from its start each time. */
@Component
public class LogRenderers {

  private static final int REMEMBERED_LOGS = 64;
  private static final int READ_BYTES = 1 << 20;

  private final LogStore store;
  private final Cache<Long, RenderedLog> logs =
      Caffeine.newBuilder().maximumSize(REMEMBERED_LOGS).build();

  LogRenderers(LogStore store) {
    this.store = store;
  }

  /** A renderer of one's own that stands at the line, from 1, or at the log's end. */
  public LogRenderer at(long id, long line) {
    return log(id).at(line);
  }

  /** The line itself where it is shown, else the last one before it that is, else 1. */
  public long shownAt(long id, long line) {
    return Math.max(1, at(id, line + 1).shown());
  }

  /**
   * The lines that a search found, as the log shows them.
   *
   * @param matcher finds what to mark in the hits
   */
  public List<Passage> passages(long id, LogSearch.Result found, TextMatcher matcher) {
    return new PassageReader(store, log(id), id).read(found, matcher);
  }

  /** How many pages of A4 the part takes when it is printed, roughly. */
  public long paperPages(long id, LogPart part) {
    PaperRows rows = new PaperRows(part);
    LogRenderer renderer = at(id, Math.min(part.from(), part.lines() + 1));
    boolean more = true;
    while (more && renderer.next() <= rows.lastCounted()) {
      long last = Math.min(rows.lastCounted(), renderer.next() + LogRenderer.CHUNK_LINES - 1);
      List<LogLine> lines = store.read(id, renderer.next(), last, READ_BYTES);
      lines.forEach(line -> renderer.read(line, rows));
      more = !lines.isEmpty();
    }
    return rows.pages();
  }

  /** A part of a log as HTML, rendered piece by piece while it is written out. */
  public Iterable<String> html(Deployment deployment, LogPart part) {
    RenderedLog log = log(deployment.id());
    LogOutline outline = log.outline(part.lines());
    return () ->
        new PageChunks(
            deployment, store, log.at(Math.min(part.from(), part.lines() + 1)), outline, part);
  }

  /**
   * Where a failed deployment's log speaks of errors, for a page that holds all of it; nothing for
   * any other deployment.
   */
  public ErrorSummary errors(Deployment deployment) {
    long lines = Math.min(deployment.logLines(), store.size(deployment.id()).lines());
    if (deployment.status() != DeploymentStatus.FAILED || lines == 0) {
      return ErrorSummary.none(deployment.id());
    }
    LogOutline outline = log(deployment.id()).outline(lines);
    return new ErrorSummary(
        deployment.id(),
        outline.errors(),
        outline.errorCount(),
        outline.lastShown(),
        LogPart.whole(lines));
  }

  /** What the deployment's log has lost. */
  public LogLoss loss(Deployment deployment) {
    return LogLoss.of(deployment, store.size(deployment.id()));
  }

  /** How many of a finished deployment's lines a page of the whole log shows. */
  public long shown(Deployment deployment) {
    return log(deployment.id()).outline(deployment.logLines()).shown();
  }

  /** What is remembered of a log that has become shorter is forgotten. */
  private RenderedLog log(long id) {
    RenderedLog log = logs.get(id, key -> new RenderedLog(key, store));
    if (log.lines() <= store.size(id).lines()) {
      return log;
    }
    logs.asMap().remove(id, log);
    return logs.get(id, key -> new RenderedLog(key, store));
  }
}
