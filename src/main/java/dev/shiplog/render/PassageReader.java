package dev.shiplog.render;

import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogSearch;
import dev.shiplog.log.LogStore;
import dev.shiplog.log.TextMatcher;
import dev.shiplog.terminal.StyledLine;
import dev.shiplog.terminal.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Renders what a search found: goes on to what is near, and jumps to what is far. */
final class PassageReader implements LogEvents {

  /** To go on over this many lines costs less than to start from a remembered renderer. */
  private static final long NEAR = 5000;

  private static final int READ_BYTES = 1 << 20;

  private final LogStore store;
  private final RenderedLog log;
  private final long id;
  private final TreeMap<Long, ShownLine> shown = new TreeMap<>();
  private LogRenderer renderer = new LogRenderer();

  PassageReader(LogStore store, RenderedLog log, long id) {
    this.store = store;
    this.log = log;
    this.id = id;
  }

  List<Passage> read(LogSearch.Result found, TextMatcher matcher) {
    List<List<LogSearch.Line>> groups = groups(found.lines());
    groups.forEach(this::render);
    if (!groups.isEmpty()) {
      settle();
    }
    return groups.stream().map(group -> passage(group, matcher)).toList();
  }

  @Override
  public void line(ShownLine line) {
    shown.put(line.number(), line);
  }

  @Override
  public void redrawn(long number, StyledLine line) {
    shown.computeIfPresent(number, (key, before) -> before.redrawn(line));
  }

  private static List<List<LogSearch.Line>> groups(List<LogSearch.Line> lines) {
    List<List<LogSearch.Line>> groups = new ArrayList<>();
    long next = 0;
    for (LogSearch.Line line : lines) {
      if (line.line().number() != next) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(line);
      next = line.line().number() + 1;
    }
    return groups;
  }

  private void render(List<LogSearch.Line> group) {
    long from = group.get(0).line().number();
    if (from - renderer.next() > NEAR) {
      settle();
      renderer = log.at(from, renderer);
    }
    if (readTo(from - 1)) {
      group.forEach(line -> renderer.read(line.line(), this));
    }
  }

  /** Later lines may still change the last ones. */
  private void settle() {
    long end = store.size(id).lines();
    boolean more = true;
    while (more
        && !shown.isEmpty()
        && renderer.settled() < shown.lastKey()
        && renderer.next() <= end) {
      more = readTo(Math.min(end, renderer.next() + LogRenderer.CHUNK_LINES - 1));
    }
  }

  /** Whether the log has the line. */
  private boolean readTo(long to) {
    LogEvents redrawing = redrawing();
    boolean more = true;
    while (more && renderer.next() <= to) {
      long last = Math.min(to, renderer.next() + LogRenderer.CHUNK_LINES - 1);
      List<LogLine> lines = store.read(id, renderer.next(), last, READ_BYTES);
      lines.forEach(line -> renderer.read(line, redrawing));
      more = !lines.isEmpty();
    }
    return more;
  }

  private LogEvents redrawing() {
    return new LogEvents() {
      @Override
      public void redrawn(long number, StyledLine line) {
        PassageReader.this.redrawn(number, line);
      }
    };
  }

  private Passage passage(List<LogSearch.Line> group, TextMatcher matcher) {
    var out = new StringBuilder();
    List<Long> unmarked = new ArrayList<>();
    long before = group.get(0).line().number() - 1;
    for (LogSearch.Line found : group) {
      ShownLine line = shown.get(found.line().number());
      List<TextRange> marks = line == null || !found.hit() ? List.of() : marks(line, matcher);
      if (found.hit() && marks.isEmpty()) {
        unmarked.add(found.line().number());
      }
      if (line != null) {
        line.after(before, out.isEmpty()).appendTo(out, true, marks);
        before = line.number();
      }
    }
    long hit = group.stream().filter(LogSearch.Line::hit).findFirst().orElseThrow().line().number();
    return new Passage(
        group.get(0).line().number(),
        group.get(group.size() - 1).line().number(),
        hit,
        List.copyOf(unmarked),
        out.isEmpty() ? List.of() : List.of(chunk(group.get(0).line().number(), out)));
  }

  private static String chunk(long first, StringBuilder lines) {
    var out = new StringBuilder(lines.length() + 64);
    SectionHtml.openChunk(first, out);
    return out.append(lines).append("</ol>").toString();
  }

  private static List<TextRange> marks(ShownLine line, TextMatcher matcher) {
    return matcher.find(line.text().text()).stream()
        .map(match -> new TextRange(match.start(), match.end()))
        .toList();
  }
}
