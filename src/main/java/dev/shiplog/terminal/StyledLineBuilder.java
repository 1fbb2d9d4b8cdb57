package dev.shiplog.terminal;

import dev.shiplog.terminal.StyledLine.Link;
import dev.shiplog.terminal.StyledLine.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects cells into a line, joining neighbours that look the same or link to the same place. */
final class StyledLineBuilder {
  private static final int STYLE_MASK = (1 << Style.BITS) - 1;

  /** Links of one line that an attribute has room for; text beyond them is not linked. */
  private static final int MOST_LINKS = (1 << 31 - Style.BITS) - 1;

  private final StringBuilder text = new StringBuilder();
  private final List<Span> spans = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> addresses = new ArrayList<>();
  private int style;
  private int styleStart;
  private int link;
  private int linkStart;
  private int lineFeeds;

  /** A cell attribute: a style, and the number of an address, empty for no link. */
  int attribute(int cellStyle, String href) {
    return cellStyle | number(href) << Style.BITS;
  }

  /** Gives what is appended from here this attribute. */
  void look(int attribute) {
    if (lineFeeds > 0) {
      change(Style.PLAIN);
      text.append("\n".repeat(lineFeeds));
      lineFeeds = 0;
    }
    change(attribute);
  }

  void append(int codePoint) {
    if (codePoint <= Character.MAX_VALUE) {
      text.append((char) codePoint);
    } else {
      text.appendCodePoint(codePoint);
    }
  }

  void append(String cluster) {
    text.append(cluster);
  }

  /** Ends a line; shows only when more text follows. */
  void lineFeed() {
    lineFeeds++;
  }

  boolean isEmpty() {
    return text.isEmpty() && lineFeeds == 0;
  }

  StyledLine build() {
    change(Style.PLAIN);
    return new StyledLine(text.toString(), spans, links);
  }

  private int number(String href) {
    if (href.isEmpty()) {
      return 0;
    }
    Integer known = numbers.get(href);
    if (known != null) {
      return known;
    }
    if (addresses.size() == MOST_LINKS) {
      return 0;
    }
    addresses.add(href);
    numbers.put(href, addresses.size());
    return addresses.size();
  }

  private void change(int attribute) {
    int nextStyle = attribute & STYLE_MASK;
    if (nextStyle != style) {
      if (style != Style.PLAIN) {
        spans.add(new Span(styleStart, text.length(), style));
      }
      style = nextStyle;
      styleStart = text.length();
    }
    int nextLink = attribute >>> Style.BITS;
    if (nextLink != link) {
      if (link != 0) {
        links.add(new Link(linkStart, text.length(), addresses.get(link - 1)));
      }
      link = nextLink;
      linkStart = text.length();
    }
  }
}
