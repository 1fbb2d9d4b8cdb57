package dev.shiplog.render;

import dev.shiplog.terminal.StyledLine;
import dev.shiplog.terminal.TerminalHtml;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes what is new as out-of-band fragments for htmx, which carries them out in this order: new
 * lines and sections are appended to the element that holds them, then headings and earlier lines
 * that changed get their new content.
 */
final class FragmentWriter implements LogEvents {

  private final StringBuilder out = new StringBuilder(4096);
  private final StringBuilder results = new StringBuilder();
  private final Map<Long, StyledLine> redrawn = new TreeMap<>();
  private String closing = "";

  @Override
  public void sectionEnded(Section section, Instant end) {
    result(section, section.done(end));
  }

  @Override
  public void sectionStarted(Section section, String parent) {
    open("<div hx-swap-oob=\"beforeend:#" + parent + "\">", "</div>");
    SectionHtml.open(section, section.title(), section.running(), out);
    SectionHtml.close(out);
  }

  @Override
  public void chunkStarted(long first, String parent) {
    open("<div hx-swap-oob=\"beforeend:#" + parent + "\">", "</ol></div>");
    SectionHtml.openChunk(first, out);
  }

  @Override
  public void line(ShownLine line) {
    if (closing.isEmpty()) {
      open("<ol hx-swap-oob=\"beforeend:#C" + line.chunk() + "\">", "</ol>");
    }
    line.appendTo(out);
  }

  @Override
  public void redrawn(long number, StyledLine line) {
    redrawn.put(number, line);
  }

  /** The heading of a section says how it went. */
  void result(Section section, Section.Result result) {
    replace(SectionHtml.resultId(section), results);
    SectionHtml.result(result, results);
    results.append("</div>");
  }

  String html() {
    open("", "");
    redrawn.forEach(
        (number, line) -> {
          replace("L" + number, out);
          TerminalHtml.append(line, out);
          out.append("</div>");
        });
    return out.append(results).toString();
  }

  private void open(String opening, String nextClosing) {
    out.append(closing).append(opening);
    closing = nextClosing;
  }

  private static void replace(String id, StringBuilder to) {
    to.append("<div hx-swap-oob=\"innerHTML:#").append(id).append("\">");
  }
}
