package dev.shiplog.terminal;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored line as a terminal would show it: text, how its parts look and where they link to.
 * Immutable.
 */
public final class StyledLine {
  /** Offsets into the text, end exclusive. */
  record Span(int start, int end, int style) {}

  /** Offsets into the text, end exclusive; the address is http or https. */
  record Link(int start, int end, String href) {}

  static final StyledLine EMPTY = new StyledLine("", List.of(), List.of());

  private final String text;
  private final List<Span> spans;
  private final List<Link> links;

  StyledLine(String text, List<Span> spans, List<Link> links) {
    this.text = text;
    this.spans = List.copyOf(spans);
    this.links = List.copyOf(links);
  }

  static StyledLine plain(String text) {
    return text.isEmpty() ? EMPTY : new StyledLine(text, List.of(), List.of());
  }

  /**
   * The text without styles: no control characters but the line feeds inside a Docker JSON message
   * of several lines, and none at its end.
   */
  public String text() {
    return text;
  }

  /** The parts that are styled, in order; what lies between them is plain. */
  List<Span> spans() {
    return spans;
  }

  /** The links the program set (OSC 8), in order. */
  List<Link> links() {
    return links;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StyledLine line
        && text.equals(line.text)
        && spans.equals(line.spans)
        && links.equals(line.links);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, spans, links);
  }

  @Override
  public String toString() {
    return text;
  }
}
