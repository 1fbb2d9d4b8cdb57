package dev.shiplog.render;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.log.LogSettings;
import dev.shiplog.log.LogStore;
import org.springframework.stereotype.Component;

/** Renders logs, from any line, without going through a log from its start each time. */
@Component
public class LogRenderers {

  private static final int REMEMBERED_LOGS = 64;

  private final LogStore store;
  private final int pageLines;
  private final Cache<Long, RenderedLog> logs =
      Caffeine.newBuilder().maximumSize(REMEMBERED_LOGS).build();

  LogRenderers(LogStore store, LogSettings settings) {
    this.store = store;
    this.pageLines = settings.pageLines();
  }

  /** A renderer of one's own that stands at the line, 1 to the number of lines plus 1. */
  public LogRenderer at(long id, long line) {
    return log(id).at(line);
  }

  /** A part of a log as HTML, rendered piece by piece while it is written out. */
  public Iterable<String> html(Deployment deployment, LogPart part) {
    RenderedLog log = log(deployment.id());
    LogOutline outline = log.outline(part.lines());
    return () ->
        new PageChunks(
            deployment, store, log.at(Math.min(part.from(), part.lines() + 1)), outline, part);
  }

  /** Where a failed deployment's log speaks of errors; nothing for any other deployment. */
  public ErrorSummary errors(Deployment deployment) {
    long lines = deployment.logLines();
    if (deployment.status() != DeploymentStatus.FAILED || lines == 0) {
      return ErrorSummary.none(deployment.id());
    }
    LogOutline outline = log(deployment.id()).outline(lines);
    return new ErrorSummary(
        deployment.id(), outline.errors(), outline.errorCount(), lines, lines <= pageLines);
  }

  /** How many of a finished deployment's lines a page of the whole log shows. */
  public long shown(Deployment deployment) {
    return log(deployment.id()).outline(deployment.logLines()).shown();
  }

  private RenderedLog log(long id) {
    return logs.get(id, key -> new RenderedLog(key, store));
  }
}
