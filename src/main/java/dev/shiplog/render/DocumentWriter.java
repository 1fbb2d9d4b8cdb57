package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import java.time.Instant;
import java.util.List;

/**
 * Writes lines for a response that only grows. What was sent stays: a line that is redrawn later is
 * left as it was printed first, and how a section went is said below its lines.
 *
 * <p>Before and after each piece a list is open, so that a piece fits whatever went before it, also
 * a sentence about the status.
 */
final class DocumentWriter implements LogEvents {

  private static final String LIST_END = "</ol>";

  private final StringBuilder out = new StringBuilder(4096);
  private boolean listOpen = true;
  private boolean numberKnown;

  /** What is no line, between lines. */
  static String between(String html) {
    return LIST_END + html + "<ol class=\"chunk\">";
  }

  /** Ends the list, the sections that are open, the outer one first, and the log. */
  static String end(List<Section> open, Deployment deployment) {
    var out = new StringBuilder(LIST_END);
    for (int i = open.size() - 1; i >= 0; i--) {
      SectionHtml.closeGrowing(open.get(i), open.get(i).ended(deployment), out);
    }
    return out.append("</section>").toString();
  }

  @Override
  public void sectionEnded(Section section, Instant end) {
    closeList();
    SectionHtml.closeGrowing(section, section.done(end), out);
  }

  @Override
  public void sectionStarted(Section section, String parent) {
    closeList();
    SectionHtml.openGrowing(section, out);
  }

  @Override
  public void chunkStarted(long first, String parent) {
    closeList();
    SectionHtml.openChunk(first, out);
    listOpen = true;
    numberKnown = true;
  }

  @Override
  public void line(ShownLine line) {
    (numberKnown ? line : line.withNumber()).appendTo(out);
    numberKnown = true;
  }

  String html() {
    return out.toString();
  }

  private void closeList() {
    if (listOpen) {
      out.append(LIST_END);
      listOpen = false;
    }
  }
}
