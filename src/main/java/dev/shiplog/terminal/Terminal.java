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
 * carriage return, backspace, tab, cursor forward (C), back (D) and to a column (G), erase in line
 * (K) and in display (J), erase (X) and delete (P) characters. So a progress bar that is redrawn
 * shows its last state.
 *
 * <p>The screen is a window of the last 64 rows; a row that has left it is settled. The cursor
 * starts on a fresh row below the last. Up and down (A, B, E, F, ESC M) move it within the window,
 * no further than the fresh row, and a saved position (ESC 7 and 8, CSI s and u) is within the
 * window too; the style is saved and restored with it. The end of a stored line moves the cursor to
 * the start of the row below: an earlier one when it had gone up, else a fresh one.
 *
 * <p>Each row belongs to the stored line that created it, by leaving text on the fresh row or by
 * ending there; a line creates one row at most. One that creates none is folded: what it says shows
 * on rows of earlier lines, and its number is not used again. A row of more than 512 characters or
 * of several lines settles all rows down to it, because a real terminal would have wrapped it and
 * nobody knows to how many rows.
 *
 * <p>How high the real screen was is unknown, and what was printed must not get lost. So absolute
 * positions (H, f, d) do nothing but forget the saved position, erasing the display from its start
 * or all of it (1 J, 2 J) has its effect on the row of the cursor only, and 3 J has none.
 *
 * <p>Dropped: scrolling, and every other control character, sequence and string. Bidirectional
 * overrides and isolates show as U+FFFD, because they could make a line read differently than it
 * runs.
 *
 * <p>Lines of Docker's JSON stream show the text in them; such a line may hold line feeds. The
 * progress of a layer shows on the row of the line that first showed it.
 */
public final class Terminal {
  /**
   * What a stored line did.
   *
   * @param own what the line itself shows, empty when it is folded
   * @param redrawn earlier lines as they show now, in ascending order of number, each at most once,
   *     and never the line itself
   */
  public record Output(Optional<StyledLine> own, List<Redrawn> redrawn) {}

  /**
   * An earlier line that shows something else now.
   *
   * @param number of the stored line that created the row
   * @param line what the row shows
   */
  public record Redrawn(long number, StyledLine line) {}

  private static final int TAB = 8;
  private static final Output FOLDED = new Output(Optional.empty(), List.of());

  private enum Bytes {
    PLAIN,
    TABS,
    OTHER
  }

  private final ControlSequences sequences;
  private final DockerMessages docker;
  private final Screen screen;
  private final Row row = new Row(new WorkLimit());
  private Look look = Look.PLAIN;
  private long next = 1;

  /** A terminal before the first line of a log. */
  public Terminal() {
    this(new ControlSequences(), new DockerMessages(), new Screen());
  }

  private Terminal(ControlSequences sequences, DockerMessages docker, Screen screen) {
    this.sequences = sequences;
    this.docker = docker;
    this.screen = screen;
  }

  /**
   * A terminal in the same state that goes its own way from here. Takes about 2 KB and keeps the
   * lines on the screen, 64 at most, which it shares.
   */
  public Terminal copy() {
    Terminal copy = new Terminal(sequences.copy(), docker.copy(), screen.copy());
    copy.look = look;
    copy.next = next;
    return copy;
  }

  /** The number of the next line, from 1. */
  public long next() {
    return next;
  }

  /** The last line that can no longer change, with all before it; 0 when there is none. */
  public long settled() {
    return (screen.top() < screen.bottom() ? screen.number(screen.top()) : next) - 1;
  }

  /**
   * Settles all rows so far, puts the cursor below them and ends styles, links and open sequences.
   * To be called before and after lines that the process did not write, so that it cannot rewrite,
   * swallow or hide them, nor have them rewrite its own.
   */
  public void seal() {
    screen.seal();
    sequences.giveUp();
    look = Look.PLAIN;
  }

  /**
   * Shows the next line.
   *
   * @param bytes hold the line from index 0, without its line feed; carriage returns at its end are
   *     taken as part of the line end
   * @param length number of bytes that are the line's
   */
  public Output line(byte[] bytes, int length) {
    long number = next++;
    int end = length;
    while (end > 0 && bytes[end - 1] == '\r') {
      end--;
    }
    if (sequences.pending()) {
      return draw(number, new String(bytes, 0, end, UTF_8));
    }
    if (end > 1 && bytes[0] == '{' && bytes[end - 1] == '}') {
      String line = new String(bytes, 0, end, UTF_8);
      Optional<DockerMessages.Message> message =
          docker.read(line, number, earlier -> screen.rowOf(earlier) >= 0);
      return message.isPresent() ? draw(number, message.get()) : draw(number, line);
    }
    if (end > 0) {
      docker.end();
    }
    Bytes kind = look == Look.PLAIN && screen.atBottom() ? kind(bytes, end) : Bytes.OTHER;
    return switch (kind) {
      case PLAIN -> append(number, new String(bytes, 0, end, ISO_8859_1));
      case TABS -> append(number, withTabs(bytes, end));
      case OTHER -> draw(number, new String(bytes, 0, end, UTF_8));
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

  private Output append(long number, String text) {
    StyledLine line = StyledLine.plain(text);
    screen.append(number, line);
    return new Output(Optional.of(line), List.of());
  }

  private Output draw(long number, String text) {
    return draw(number, text, new Drawing(screen, look, row));
  }

  private Output draw(long number, DockerMessages.Message message) {
    if (message.row() == DockerMessages.NOWHERE) {
      return FOLDED;
    }
    screen.moveTo(message.row() == number ? screen.bottom() : screen.rowOf(message.row()));
    Drawing drawing = new Drawing(screen, look, row);
    drawing.clearRow();
    Output output = draw(number, message.text(), drawing);
    screen.moveTo(screen.bottom());
    return output;
  }

  private Output draw(long number, String text, Drawing drawing) {
    sequences.beginLine(text);
    sequences.read(text, drawing);
    look = drawing.look();
    return drawing.finish(number);
  }
}
