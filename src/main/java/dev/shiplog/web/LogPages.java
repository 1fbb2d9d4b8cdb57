package dev.shiplog.web;

import dev.shiplog.problem.NotFoundException;
import dev.shiplog.render.LogPart;
import java.util.Optional;

/**
 * A log's pages, and which of them is shown.
 *
 * @param lines lines of the log
 * @param pageLines lines on one page
 * @param page the page that is shown, from 1; 0: all of them on one
 */
record LogPages(long id, long lines, int pageLines, long page) {

  /** A log on one page, however long it is. */
  static LogPages whole(long id, long lines, int pageLines) {
    return new LogPages(id, lines, pageLines, 0);
  }

  /**
   * One page of a log.
   *
   * @throws NotFoundException there is no such page
   */
  static LogPages page(long id, long lines, int pageLines, long page) {
    var pages = new LogPages(id, lines, pageLines, page);
    if (page < 1 || page > pages.count()) {
      throw new NotFoundException("deployment " + id + " has no page " + page + " of its log");
    }
    return pages;
  }

  /** The page that holds the line. */
  static LogPages holding(long id, long lines, int pageLines, long line) {
    return page(id, lines, pageLines, Math.max(0, line - 1) / pageLines + 1);
  }

  /** How many pages the log has, at least 1. */
  public long count() {
    return Math.max(1, (lines + pageLines - 1) / pageLines);
  }

  /** Whether the log is on several pages, of which one is shown. */
  public boolean paged() {
    return page > 0 && count() > 1;
  }

  LogPart part() {
    return page == 0
        ? LogPart.whole(lines)
        : LogPart.lines((page - 1) * pageLines + 1, page * pageLines, lines);
  }

  /** What of the log is shown, e.g. "Lines 10,001 to 20,000 of 50,000, page 2 of 5". */
  public String description() {
    LogPart part = part();
    return "Lines %,d to %,d of %,d, page %,d of %,d"
        .formatted(part.from(), part.to(), lines, page, count());
  }

  /** The address of the page before, if there is one. */
  public Optional<String> previous() {
    return page > 1 ? Optional.of(address(page - 1)) : Optional.empty();
  }

  /** The address of the page after, if there is one. */
  public Optional<String> next() {
    return page > 0 && page < count() ? Optional.of(address(page + 1)) : Optional.empty();
  }

  /** The address of the page that is shown. */
  String address() {
    return address(page);
  }

  private String address(long to) {
    String deployment = "/deployments/" + id;
    if (to == 0) {
      return deployment + "?view=all";
    }
    return count() > 1 ? deployment + "?page=" + to : deployment;
  }
}
