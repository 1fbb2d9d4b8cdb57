package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.terminal.StyledLine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Writes lines as a part of a page. A line is held back as long as later lines may redraw it, so
 * that it comes out as it finally looks.
 */
final class PageWriter implements LogEvents {

  private final Deployment deployment;
  private final LogOutline outline;
  private final LogPart part;
  private final Deque<Held> held = new ArrayDeque<>();
  private final StringBuilder markup = new StringBuilder();
  private int openSections;
  private boolean chunkOpen;

  PageWriter(Deployment deployment, LogOutline outline, LogPart part) {
    this.deployment = deployment;
    this.outline = outline;
    this.part = part;
  }

  /** Must be called before the first line, with the sections that it goes on with. */
  void begin(List<Section> open) {
    open.forEach(section -> openSection(section, section.title() + " (continued)"));
  }

  @Override
  public void sectionEnded(Section section, Instant end) {
    closeChunk();
    closeSection();
  }

  @Override
  public void sectionStarted(Section section, String parent) {
    closeChunk();
    openSection(section, section.title());
  }

  @Override
  public void chunkStarted(long first, String parent) {
    closeChunk();
    openChunk(first);
  }

  @Override
  public void line(ShownLine line) {
    ShownLine shown = line;
    if (!chunkOpen) {
      openChunk(line.number());
      shown = line.after(line.number() - 1, true);
    }
    held.addLast(new Held(markup.toString(), shown));
    markup.setLength(0);
  }

  @Override
  public void redrawn(long number, StyledLine line) {
    for (Iterator<Held> all = held.descendingIterator(); all.hasNext(); ) {
      Held before = all.next();
      if (before.line.number() == number) {
        before.line = before.line.redrawn(line);
      }
      if (before.line.number() <= number) {
        return;
      }
    }
  }

  /** Whether lines are held back. */
  boolean holds() {
    return !held.isEmpty();
  }

  /** Appends the lines that are held back, up to the one with this number. */
  void release(long settled, StringBuilder out) {
    while (!held.isEmpty() && held.getFirst().line.number() <= settled) {
      Held next = held.removeFirst();
      out.append(next.markup);
      next.line.appendTo(out, part.times(), List.of());
    }
  }

  /** Appends all that is left. */
  void end(StringBuilder out) {
    release(Long.MAX_VALUE, out);
    closeChunk();
    while (openSections > 0) {
      closeSection();
    }
    out.append(markup);
    markup.setLength(0);
  }

  private void openSection(Section section, String title) {
    openSections++;
    if (part.printed()) {
      SectionHtml.openPrinted(section, title, result(section), markup);
    } else {
      SectionHtml.open(section, title, result(section), markup);
    }
  }

  private void closeSection() {
    openSections--;
    if (part.printed()) {
      SectionHtml.closePrinted(markup);
    } else {
      SectionHtml.close(markup);
    }
  }

  private Section.Result result(Section section) {
    return outline
        .end(section)
        .map(section::done)
        .orElseGet(() -> deployment.finished() ? section.ended(deployment) : section.running());
  }

  private void openChunk(long first) {
    SectionHtml.openChunk(first, markup);
    chunkOpen = true;
  }

  private void closeChunk() {
    if (chunkOpen) {
      markup.append("</ol>");
      chunkOpen = false;
    }
  }

  /** A line with what stands before it. */
  private static final class Held {
    private final String markup;
    private ShownLine line;

    Held(String markup, ShownLine line) {
      this.markup = markup;
      this.line = line;
    }
  }
}
