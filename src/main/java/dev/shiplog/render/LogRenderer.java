package dev.shiplog.render;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.log.CommandEcho;
import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStream;
import dev.shiplog.terminal.StyledLine;
import dev.shiplog.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Goes through one log line by line and says what there is to show. What a line shows depends on
 * those before it (colours, sections, a cursor that was moved), so a renderer stands at a line;
 * take one from {@link LogRenderers}. Not thread safe.
 *
 * <p>Lines come in chunks, {@code <ol class="chunk" id="C1">}, that a browser can lay out lazily.
 * Page and live view have the same chunks.
 */
public final class LogRenderer {

  /** Most lines in a chunk. */
  static final int CHUNK_LINES = 500;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private final Terminal terminal;
  private final Sections sections;
  private Optional<Instant> start = Optional.empty();
  private long next = 1;
  private long shown;
  private long chunk;
  private long second = -1;
  private ShownLine.Clock clock = new ShownLine.Clock("", "");

  LogRenderer() {
    this(new Terminal(), new Sections());
  }

  private LogRenderer(Terminal terminal, Sections sections) {
    this.terminal = terminal;
    this.sections = sections;
  }

  LogRenderer copy() {
    LogRenderer copy = new LogRenderer(terminal.copy(), sections.copy());
    copy.start = start;
    copy.next = next;
    copy.shown = shown;
    copy.chunk = chunk;
    copy.second = second;
    copy.clock = clock;
    return copy;
  }

  /** The number of the line that must come next, from 1. */
  public long next() {
    return next;
  }

  /** The number of the last line so far that is shown, 0 for none. */
  long shown() {
    return shown;
  }

  /** Lines up to this one will never be redrawn. */
  long settled() {
    return terminal.settled();
  }

  /** The sections that go on, the outer one first. */
  List<Section> openSections() {
    return sections.open();
  }

  /**
   * The lines as out-of-band fragments for htmx, which add to the page what it does not have yet.
   */
  public String fragment(List<LogLine> lines) {
    var writer = new FragmentWriter();
    lines.forEach(line -> read(line, writer));
    return writer.html();
  }

  /** The lines as the next part of a response that only grows, see {@link DocumentWriter}. */
  public String growth(List<LogLine> lines) {
    var writer = new DocumentWriter();
    lines.forEach(line -> read(line, writer));
    return writer.html();
  }

  /** The end of the log of a finished deployment in a response that only grows. */
  public String lastGrowth(Deployment deployment) {
    return DocumentWriter.end(openSections(), deployment);
  }

  /** The fragments that say in the headings how the last sections of a finished deployment went. */
  public String ending(Deployment deployment) {
    var writer = new FragmentWriter();
    openSections().forEach(section -> writer.result(section, section.ended(deployment)));
    return writer.html();
  }

  /** Goes on to the next line. */
  void read(LogLine line, LogEvents events) {
    if (line.number() != next) {
      throw new IllegalArgumentException("expected line " + next + ", got " + line.number());
    }
    next++;
    Terminal.Output output = output(line);
    for (Terminal.Redrawn redrawn : output.redrawn()) {
      events.redrawn(redrawn.number(), redrawn.line());
    }
    output.own().ifPresent(text -> show(line, text, events));
  }

  /** What processes print must not change Shiplog's own lines, nor what stands before them. */
  private Terminal.Output output(LogLine line) {
    boolean own = line.stream() == LogStream.SYSTEM;
    if (own) {
      terminal.seal();
    }
    Terminal.Output output = terminal.line(line.bytes(), contentLength(line.bytes()));
    if (own) {
      terminal.seal();
    }
    return output;
  }

  private void show(LogLine line, StyledLine text, LogEvents events) {
    boolean otherSection = sections.next(line, text.text(), events);
    boolean startsChunk =
        otherSection || chunk == 0 || chunkIndex(chunk) != chunkIndex(line.number());
    if (startsChunk) {
      chunk = line.number();
      events.chunkStarted(chunk, sections.parent());
    }
    boolean numbered = !startsChunk && shown + 1 != line.number();
    shown = line.number();
    boolean timed = tell(line) || startsChunk;
    boolean error = ErrorMark.in(text.text()) && !CommandEcho.is(line);
    events.line(new ShownLine(line, text, chunk, numbered, timed, clock, error));
  }

  /** Whether the clock shows another time than for the line before. */
  private boolean tell(LogLine line) {
    Instant first = start.orElse(line.time());
    start = Optional.of(first);
    long now = line.time().getEpochSecond();
    if (now == second) {
      return false;
    }
    second = now;
    clock =
        new ShownLine.Clock(
            TIME.format(line.time()), TimeText.elapsed(Duration.between(first, line.time())));
    return true;
  }

  private static long chunkIndex(long line) {
    return (line - 1) / CHUNK_LINES;
  }

  private static int contentLength(byte[] bytes) {
    int length = bytes.length;
    return length > 0 && bytes[length - 1] == '\n' ? length - 1 : length;
  }
}
