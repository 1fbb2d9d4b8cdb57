package dev.shiplog.terminal;

import dev.shiplog.terminal.StyledLine.Link;
import dev.shiplog.terminal.StyledLine.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes lines as HTML. Only three elements come out: {@code <span class>} with the classes {@code
 * fg0}-{@code fg15}, {@code bg0}-{@code bg15}, {@code b}, {@code d} (faint), {@code i}, {@code u},
 * {@code s}, {@code inv} (inverse) and {@code hid} (concealed); {@code <a href rel tabindex>} to
 * http and https addresses; and {@code <mark>}. Everything else is escaped text.
 */
public final class TerminalHtml {
  private final StyledLine line;
  private final List<TextRange> marks;
  private final StringBuilder out;
  private int span;
  private int mark;

  private TerminalHtml(StyledLine line, List<TextRange> marks, StringBuilder out) {
    this.line = line;
    this.marks = marks;
    this.out = out;
  }

  /** Appends a line, without a line break or an element of its own. */
  public static void append(StyledLine line, StringBuilder out) {
    append(line, List.of(), out);
  }

  /**
   * Appends a line with parts of its text marked.
   *
   * @param marks in order, not overlapping, within the text of the line
   */
  public static void append(StyledLine line, List<TextRange> marks, StringBuilder out) {
    List<Link> links = links(line);
    if (links.isEmpty() && line.spans().isEmpty() && marks.isEmpty()) {
      appendText(line.text(), out);
    } else {
      new TerminalHtml(line, marks, out).append(links);
    }
  }

  private static List<Link> links(StyledLine line) {
    List<Link> found = WebAddress.in(line.text());
    if (line.links().isEmpty() || found.isEmpty()) {
      return found.isEmpty() ? line.links() : found;
    }
    List<Link> all = new ArrayList<>();
    int next = 0;
    for (Link set : line.links()) {
      while (next < found.size() && found.get(next).end() <= set.start()) {
        all.add(found.get(next++));
      }
      all.add(set);
      while (next < found.size() && found.get(next).start() < set.end()) {
        next++;
      }
    }
    all.addAll(found.subList(next, found.size()));
    return all;
  }

  private void append(List<Link> links) {
    int at = 0;
    for (Link link : links) {
      styled(at, link.start());
      out.append("<a href=\"");
      appendAttribute(link.href(), out);
      out.append("\" rel=\"noopener noreferrer nofollow\" tabindex=\"-1\">");
      styled(link.start(), link.end());
      out.append("</a>");
      at = link.end();
    }
    styled(at, line.text().length());
  }

  private void styled(int from, int to) {
    int at = from;
    while (at < to) {
      while (span < line.spans().size() && line.spans().get(span).end() <= at) {
        span++;
      }
      if (span == line.spans().size() || line.spans().get(span).start() >= to) {
        marked(at, to);
        return;
      }
      Span next = line.spans().get(span);
      marked(at, Math.max(at, next.start()));
      int start = Math.max(at, next.start());
      at = Math.min(to, next.end());
      openSpan(next.style());
      marked(start, at);
      out.append("</span>");
    }
  }

  private void marked(int from, int to) {
    int at = from;
    while (at < to) {
      while (mark < marks.size() && marks.get(mark).end() <= at) {
        mark++;
      }
      if (mark == marks.size() || marks.get(mark).start() >= to) {
        appendText(line.text().substring(at, to), out);
        return;
      }
      int start = Math.max(at, marks.get(mark).start());
      int end = Math.min(to, marks.get(mark).end());
      appendText(line.text().substring(at, start), out);
      out.append("<mark>");
      appendText(line.text().substring(start, end), out);
      out.append("</mark>");
      at = end;
    }
  }

  private void openSpan(int style) {
    out.append("<span class=\"");
    int first = out.length();
    int foreground = Style.foreground(style);
    if (foreground >= 0) {
      out.append("fg").append(foreground).append(' ');
    }
    int background = Style.background(style);
    if (background >= 0) {
      out.append("bg").append(background).append(' ');
    }
    flag(style, Style.BOLD, "b ");
    flag(style, Style.FAINT, "d ");
    flag(style, Style.ITALIC, "i ");
    flag(style, Style.UNDERLINE, "u ");
    flag(style, Style.STRIKE, "s ");
    flag(style, Style.INVERSE, "inv ");
    flag(style, Style.HIDDEN, "hid ");
    out.setLength(Math.max(first, out.length() - 1));
    out.append("\">");
  }

  private void flag(int style, int bit, String name) {
    if ((style & bit) != 0) {
      out.append(name);
    }
  }

  private static void appendText(String text, StringBuilder out) {
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<' || c == '>' || c == '&') {
        out.append(text.substring(written, i))
            .append(c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
        written = i + 1;
      }
    }
    // whole strings, because StringBuilder copies a range of a String char by char
    out.append(written == 0 ? text : text.substring(written));
  }

  private static void appendAttribute(String value, StringBuilder out) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
