package dev.shiplog.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

/**
 * Turns stored lines, in order, into styled lines, as a very wide terminal would show them. Style,
 * an open link and a sequence that is cut by the end of a line carry over to the next line. Not
 * thread safe.
 *
 * <p>Shown as a terminal does: UTF-8 (U+FFFD for what is invalid), SGR styles, OSC 8 links, and
 * within the line carriage return, backspace, tab, cursor forward (C), back (D) and to a column
 * (G), erase in line (K) and in display (J, its effect on this line), erase (X) and delete (P)
 * characters. So a progress bar that is redrawn shows its last state.
 *
 * <p>Dropped: everything with an effect on other lines (cursor up and down, positions, scrolling),
 * and every other control character, sequence and string. Bidirectional overrides and isolates show
 * as U+FFFD, because they could make a line read differently than it runs.
 *
 * <p>Lines of Docker's JSON stream show the text in them; such a line may hold line feeds.
 */
public final class Terminal {
  private static final int TAB = 8;
  private static final String OSC_8 = "8;";

  private enum Bytes {
    PLAIN,
    TABS,
    OTHER
  }

  private final ControlSequences sequences;
  private final DockerMessages docker;
  private final Row row = new Row();
  private int style = Style.PLAIN;
  private String link = "";
  private long next = 1;

  /** A terminal before the first line of a log. */
  public Terminal() {
    this(new ControlSequences(), new DockerMessages());
  }

  private Terminal(ControlSequences sequences, DockerMessages docker) {
    this.sequences = sequences;
    this.docker = docker;
  }

  /** A terminal in the same state that goes its own way from here; takes about 1 KB. */
  public Terminal copy() {
    Terminal copy = new Terminal(sequences.copy(), docker.copy());
    copy.style = style;
    copy.link = link;
    copy.next = next;
    return copy;
  }

  /**
   * Shows the next line.
   *
   * @param bytes hold the line from index 0, without its line feed; carriage returns at its end are
   *     taken as part of the line end
   * @param length number of bytes that are the line's
   */
  public Output show(byte[] bytes, int length) {
    next++;
    return new Output(Optional.of(line(bytes, length)), List.of());
  }

  public long next() {
    return next;
  }

  public long settled() {
    return next - 1;
  }

  public void seal() {}

  /** What the next line shows. */
  public record Output(Optional<StyledLine> own, List<Redrawn> redrawn) {}

  /** An earlier line. */
  public record Redrawn(long number, StyledLine line) {}

  public StyledLine line(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] == '\r') {
      end--;
    }
    if (sequences.pending()) {
      return styled(new String(bytes, 0, end, UTF_8), false);
    }
    if (end > 1 && bytes[0] == '{' && bytes[end - 1] == '}') {
      Optional<DockerMessages.Message> message = docker.read(new String(bytes, 0, end, UTF_8));
      if (message.isPresent()) {
        return styled(message.get().text(), message.get().folded());
      }
    } else if (end > 0) {
      docker.end();
    }
    Bytes kind = style == Style.PLAIN && link.isEmpty() ? kind(bytes, end) : Bytes.OTHER;
    return switch (kind) {
      case PLAIN -> StyledLine.plain(new String(bytes, 0, end, ISO_8859_1));
      case TABS -> StyledLine.plain(withTabs(bytes, end));
      case OTHER -> styled(new String(bytes, 0, end, UTF_8), false);
    };
  }

  private static Bytes kind(byte[] bytes, int end) {
    Bytes kind = Bytes.PLAIN;
    for (int i = 0; i < end; i++) {
      byte b = bytes[i];
      if (b < ' ' || b == 0x7f) {
        if (b != '\t') {
          return Bytes.OTHER;
        }
        kind = Bytes.TABS;
      }
    }
    return kind;
  }

  private static String withTabs(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] == '\t') {
      end--;
    }
    StringBuilder text = new StringBuilder(end + 8 * TAB);
    for (int i = 0; i < end; i++) {
      if (bytes[i] == '\t') {
        text.append(" ".repeat(TAB - text.length() % TAB));
      } else {
        text.append((char) bytes[i]);
      }
    }
    return text.toString();
  }

  private StyledLine styled(String text, boolean folded) {
    row.clear();
    StyledLineBuilder line = new StyledLineBuilder();
    sequences.beginLine(text);
    sequences.read(text, new Painter(line));
    row.takeInto(line);
    return line.build(folded);
  }

  /** Carries out on the row what the sequences say. */
  private final class Painter implements ControlSequences.Listener {
    private final StyledLineBuilder line;
    private int attribute;

    Painter(StyledLineBuilder line) {
      this.line = line;
      this.attribute = line.attribute(style, link);
    }

    @Override
    public void print(int codePoint) {
      int shown = Glyphs.shown(codePoint);
      int width = Glyphs.width(shown);
      if (width == 0) {
        row.mark(shown);
        return;
      }
      if (row.full(width)) {
        row.takeInto(line);
      }
      row.put(shown, width, attribute);
    }

    @Override
    public void printAscii(String text, int from, int to) {
      int at = row.put(text, from, to, attribute);
      while (at < to) {
        row.takeInto(line);
        at = row.put(text, at, to, attribute);
      }
    }

    @Override
    public void control(int c) {
      switch (c) {
        case '\r' -> row.moveTo(0);
        case '\b' -> row.moveBy(-1);
        case '\t' -> row.tab();
        case '\n' -> {
          row.takeInto(line);
          line.lineFeed();
        }
        default -> {
          // a bell or the like shows nothing
        }
      }
    }

    @Override
    public void csi(int finalByte, CsiParameters parameters) {
      switch (finalByte) {
        case 'm' -> look(Sgr.apply(style, parameters), link);
        case 'G', '`' -> row.moveTo(parameters.firstOrOne() - 1);
        case 'C', 'a' -> row.moveBy(parameters.firstOrOne());
        case 'D' -> row.moveBy(-parameters.firstOrOne());
        case 'K', 'J' -> erase(parameters.at(0));
        case 'X' -> row.eraseChars(parameters.firstOrOne());
        case 'P' -> row.deleteChars(parameters.firstOrOne());
        default -> {
          // has an effect on other lines, or none that is shown
        }
      }
    }

    @Override
    public void osc(String payload) {
      int address = payload.indexOf(';', OSC_8.length());
      if (payload.startsWith(OSC_8) && address >= 0) {
        look(style, WebAddress.ofHyperlink(payload.substring(address + 1)).orElse(""));
      }
    }

    @Override
    public void reset() {
      look(Style.PLAIN, "");
    }

    private void look(int newStyle, String newLink) {
      style = newStyle;
      link = newLink;
      attribute = line.attribute(style, link);
    }

    private void erase(int what) {
      switch (what) {
        case 0 -> row.eraseToEnd();
        case 1 -> row.eraseToCursor();
        case 2 -> row.eraseAll();
        default -> {
          // not defined
        }
      }
    }
  }
}
