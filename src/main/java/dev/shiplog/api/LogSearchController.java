package dev.shiplog.api;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogSearch;
import dev.shiplog.render.LogLoss;
import dev.shiplog.render.LogRenderers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Searching inside one log, finished or not. */
@RestController
class LogSearchController {

  private final Deployments deployments;
  private final LogSearch search;
  private final LogRenderers renderers;

  LogSearchController(Deployments deployments, LogSearch search, LogRenderers renderers) {
    this.deployments = deployments;
    this.search = search;
    this.renderers = renderers;
  }

  @GetMapping("/api/deployments/{id}/log/search")
  Envelope<SearchView> search(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "false") boolean regex,
      @RequestParam(name = "case", defaultValue = "false") boolean caseSensitive,
      @RequestParam(defaultValue = "0") int context) {
    Deployment deployment = deployments.get(viewer, id);
    var query = new LogSearch.Query(q, regex, caseSensitive, context);
    return Envelope.ok(SearchView.of(search.search(id, query), renderers.loss(deployment)));
  }

  /**
   * What was found.
   *
   * @param hits how many of the items match; the others are their context
   * @param more whether further hits were left out because there were too many
   * @param timedOut whether the rest of the log was not searched because it took too long
   * @param lostLines lines that could not be searched because the log's file was damaged
   */
  @JsonNaming(SnakeCaseStrategy.class)
  private record SearchView(
      List<LineView> items, int hits, boolean more, boolean timedOut, long lostLines) {

    static SearchView of(LogSearch.Result result, LogLoss loss) {
      return new SearchView(
          result.lines().stream().map(LineView::of).toList(),
          result.hits(),
          result.more(),
          result.timedOut(),
          loss.lines());
    }
  }

  /**
   * A line of the log.
   *
   * @param text as stored, escape sequences included, without its line ending
   */
  private record LineView(long number, String text, String stream, boolean hit) {

    static LineView of(LogSearch.Line found) {
      byte[] bytes = found.line().bytes();
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
      return new LineView(found.line().number(), text, found.line().stream().word(), found.hit());
    }
  }
}
