package dev.shiplog.terminal;

import java.util.List;

/**
 * A stored line as a terminal would show it: text, how its parts look and where they link to.
 * Immutable.
 */
public final class StyledLine {
  /** Offsets into the text, end exclusive. */
  record Span(int start, int end, int style) {}

  /** Offsets into the text, end exclusive; the address is http or https. */
  record Link(int start, int end, String href) {}

  private static final StyledLine EMPTY = new StyledLine("", List.of(), List.of(), false);

  private final String text;
  private final List<Span> spans;
  private final List<Link> links;
  private final boolean folded;

  StyledLine(String text, List<Span> spans, List<Link> links, boolean folded) {
    this.text = text;
    this.spans = List.copyOf(spans);
    this.links = List.copyOf(links);
    this.folded = folded;
  }

  static StyledLine plain(String text) {
    return text.isEmpty() ? EMPTY : new StyledLine(text, List.of(), List.of(), false);
  }

  /**
   * The text without styles: no control characters but the line feeds inside a Docker JSON message
   * of several lines, and none at its end.
   */
  public String text() {
    return text;
  }

  /**
   * Whether the line only goes on with what an earlier line showed, so that a view may leave it out
   * (its number stays used): a repeated progress message of a Docker JSON stream, or the line break
   * that ends an earlier message.
   */
  public boolean folded() {
    return folded;
  }

  /** The parts that are styled, in order; what lies between them is plain. */
  List<Span> spans() {
    return spans;
  }

  /** The links the program set (OSC 8), in order. */
  List<Link> links() {
    return links;
  }
}
