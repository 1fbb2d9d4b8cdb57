package dev.shiplog.render;

import java.util.List;

/**
 * The lines of a failed deployment's log that speak of an error, to go to from the top of its page.
 *
 * @param lines the first of them, at most 20, in order
 * @param count how many there are in all
 * @param lastLine the last line that the log shows, 0 when the log is empty
 * @param page the part of the log that is on the page
 */
public record ErrorSummary(
    long deploymentId, List<ErrorLine> lines, long count, long lastLine, LogPart page) {

  /** Of a deployment that did not fail, or runs. */
  static ErrorSummary none(long deploymentId) {
    return new ErrorSummary(deploymentId, List.of(), 0, 0, LogPart.whole(0));
  }

  /** The same for a page that holds another part of the log. */
  public ErrorSummary on(LogPart part) {
    return new ErrorSummary(deploymentId, lines, count, lastLine, part);
  }

  /** Whether there is anything to go to. */
  public boolean present() {
    return lastLine > 0;
  }

  /** The line at which reading best starts: the first with an error, else the last. */
  public long first() {
    return lines.isEmpty() ? lastLine : lines.get(0).number();
  }

  /** How many there are besides those listed. */
  public long more() {
    return count - lines.size();
  }

  /** The address of a line. */
  public String href(long line) {
    return page.has(line) ? "#L" + line : "/deployments/" + deploymentId + "/go?line=" + line;
  }
}
