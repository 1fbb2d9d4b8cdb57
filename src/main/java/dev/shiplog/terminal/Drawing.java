package dev.shiplog.terminal;

import dev.shiplog.terminal.Terminal.Output;
import dev.shiplog.terminal.Terminal.Redrawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Carries out on the screen what the sequences of one stored line say. */
final class Drawing implements ControlSequences.Listener {
  private static final String OSC_8 = "8;";

  private final Screen screen;
  private final Row first;

  /** The rows that the cursor was on or that were erased. */
  private final TreeMap<Long, Canvas> canvases = new TreeMap<>();

  private Look look;
  private long top;
  private long row;
  private Canvas canvas;

  /**
   * Draws where the cursor is.
   *
   * @param first the cells of the first row, from one line to the next for speed; nobody else's
   */
  Drawing(Screen screen, Look look, Row first) {
    this.screen = screen;
    this.first = first;
    this.look = look;
    this.top = screen.top();
    this.row = screen.cursor();
    first.reset();
    this.canvas = canvas(row, first);
    canvases.put(row, canvas);
    canvas.look(look);
  }

  /** The look of what is printed next. */
  Look look() {
    return look;
  }

  /** Empties the row of the cursor. */
  void clearRow() {
    canvas.row().eraseAll();
  }

  /**
   * Ends the line, with the cursor at the start of the next row.
   *
   * @param number of the line, for the row that it created, if it did
   */
  Output finish(long number) {
    List<Redrawn> redrawn = new ArrayList<>();
    for (Map.Entry<Long, Canvas> changed : canvases.headMap(screen.bottom()).entrySet()) {
      long at = changed.getKey();
      StyledLine line = changed.getValue().finish();
      if (!line.equals(screen.line(at))) {
        redrawn.add(new Redrawn(screen.number(at), line));
        screen.replace(at, line);
      }
    }
    Optional<StyledLine> own = Optional.empty();
    Canvas fresh = canvases.get(screen.bottom());
    if (fresh != null && (row == screen.bottom() || !fresh.isBlank())) {
      StyledLine line = fresh.finish();
      screen.append(number, line);
      own = Optional.of(line);
    }
    screen.moveTo(row + 1);
    return new Output(own, redrawn.isEmpty() ? List.of() : redrawn);
  }

  @Override
  public void print(int codePoint) {
    canvas.print(codePoint);
  }

  @Override
  public void printAscii(String text, int from, int to) {
    canvas.printAscii(text, from, to);
  }

  @Override
  public void control(int c) {
    switch (c) {
      case '\r' -> canvas.row().moveTo(0);
      case '\b' -> canvas.row().moveBy(-1);
      case '\t' -> canvas.row().tab();
      case '\n' -> lineFeed();
      default -> {
        // a bell or the like shows nothing
      }
    }
  }

  @Override
  public void csi(int finalByte, CsiParameters parameters) {
    int count = parameters.firstOrOne();
    switch (finalByte) {
      case 'm' -> look(look.withStyle(Sgr.apply(look.style(), parameters)));
      case 'A' -> moveTo(row - count, canvas.row().column());
      case 'B' -> moveTo(row + count, canvas.row().column());
      case 'E' -> moveTo(row + count, 0);
      case 'F' -> moveTo(row - count, 0);
      case 'G', '`' -> canvas.row().moveTo(count - 1);
      case 'C', 'a' -> canvas.row().moveBy(count);
      case 'D' -> canvas.row().moveBy(-count);
      case 'H', 'f', 'd' -> screen.forgetSaved();
      case 'J' -> eraseInDisplay(parameters.at(0));
      case 'K' -> eraseInLine(parameters.at(0));
      case 'X' -> canvas.row().eraseChars(count);
      case 'P' -> canvas.row().deleteChars(count);
      case 's' -> save();
      case 'u' -> restore();
      default -> {
        // scrolls, or has no effect that is shown
      }
    }
  }

  @Override
  public void osc(String payload) {
    int address = payload.indexOf(';', OSC_8.length());
    if (payload.startsWith(OSC_8) && address >= 0) {
      look(look.withLink(WebAddress.ofHyperlink(payload.substring(address + 1)).orElse("")));
    }
  }

  @Override
  public void escape(int finalByte) {
    switch (finalByte) {
      case 'M' -> moveTo(row - 1, canvas.row().column());
      case '7' -> save();
      case '8' -> restore();
      case 'c' -> {
        look(Look.PLAIN);
        save();
        screen.forgetSaved();
      }
      default -> {
        // has no effect that is shown
      }
    }
  }

  private void look(Look newLook) {
    look = newLook;
    canvas.look(look);
  }

  private void lineFeed() {
    if (row < screen.bottom()) {
      moveTo(row + 1, 0);
    } else {
      canvas.lineFeed();
      // the text above is now on more rows than there are lines
      top = row;
    }
  }

  private void moveTo(long newRow, int column) {
    row = Math.max(top, Math.min(newRow, screen.bottom()));
    canvas = open(row);
    canvas.look(look);
    canvas.row().moveTo(column);
  }

  private Canvas open(long at) {
    Canvas opened = canvases.get(at);
    if (opened == null) {
      opened = canvas(at, first.another());
      canvases.put(at, opened);
    }
    return opened;
  }

  private Canvas canvas(long at, Row cells) {
    return at < screen.bottom() ? new Canvas(cells, screen.line(at)) : new Canvas(cells);
  }

  private void save() {
    screen.save(row, canvas.row().column(), look.style());
  }

  private void restore() {
    look(look.withStyle(screen.savedStyle()));
    if (screen.savedRow() >= 0) {
      moveTo(screen.savedRow(), screen.savedColumn());
    }
  }

  private void eraseInLine(int what) {
    switch (what) {
      case 0 -> canvas.row().eraseToEnd();
      case 1 -> canvas.row().eraseToCursor();
      case 2 -> canvas.row().eraseAll();
      default -> {
        // not defined
      }
    }
  }

  private void eraseInDisplay(int what) {
    eraseInLine(what);
    if (what == 0) {
      for (long below = row + 1; below < screen.bottom(); below++) {
        open(below).row().eraseAll();
      }
      Canvas fresh = canvases.get(screen.bottom());
      if (fresh != null && row < screen.bottom()) {
        fresh.row().eraseAll();
      }
    }
  }
}
