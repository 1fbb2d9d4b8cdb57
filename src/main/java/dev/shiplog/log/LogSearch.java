package dev.shiplog.log;

import dev.shiplog.problem.InvalidInputException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Searches a whole log, line by line, in bounded time and memory. Lines are matched as they are
 * read: without escape sequences and the newline, decoded as UTF-8.
 */
@Component
public class LogSearch {

  /** Characters that a pattern may have. */
  public static final int MAX_TEXT = 1000;

  /** Hits after which a search stops. */
  public static final int MAX_HITS = 1000;

  /** Lines that may be shown before and after a hit. */
  public static final int MAX_CONTEXT = 10;

  /** Time after which a search stops. */
  public static final Duration MAX_TIME = Duration.ofSeconds(2);

  private static final int MAX_BYTES = 8 << 20;
  private static final int READ_BYTES = 1 << 20;

  /** Bounds what a piece of short lines keeps, each of which is several objects. */
  private static final int READ_LINES = 5000;

  private final LogStore store;
  private final LongSupplier nanoTime;

  /** Searches in the store by the system's monotonic clock. */
  @Autowired
  public LogSearch(LogStore store) {
    this(store, System::nanoTime);
  }

  LogSearch(LogStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  /**
   * Searches the log from its start to the end it has now.
   *
   * @throws InvalidInputException for field "q" when the text is empty, too long, not a regular
   *     expression in RE2's syntax or one that is too large; for "context" when it is out of range
   */
  public Result search(long id, Query query) {
    if (query.context() < 0 || query.context() > MAX_CONTEXT) {
      throw new InvalidInputException("context", "context must be from 0 to " + MAX_CONTEXT);
    }
    Deadline deadline = new Deadline(nanoTime, MAX_TIME);
    LineMatcher matcher = LineMatcher.of(query, deadline);
    Findings findings = new Findings(query.context());
    try {
      search(id, matcher, findings, deadline);
    } catch (Deadline.Passed passed) {
      return findings.result(true);
    }
    return findings.result(false);
  }

  /**
   * Finds what the query looks for in lines that are shown, for as long as a search may take.
   *
   * @throws InvalidInputException for field "q", as a search does
   */
  public TextMatcher matcher(Query query) {
    return TextMatcher.of(query, new Deadline(nanoTime, MAX_TIME));
  }

  private void search(long id, LineMatcher matcher, Findings findings, Deadline deadline) {
    long last = store.size(id).lines();
    long next = 1;
    while (next <= last) {
      List<LogLine> lines = store.read(id, next, Math.min(last, next + READ_LINES - 1), READ_BYTES);
      if (lines.isEmpty()) {
        return;
      }
      for (LogLine line : lines) {
        deadline.check();
        if (!findings.add(line, matcher.matches(line.bytes()))) {
          return;
        }
      }
      next += lines.size();
    }
  }

  /**
   * What to look for.
   *
   * @param text 1 to 1000 characters
   * @param regex whether the text is a regular expression in RE2's syntax
   * @param caseSensitive whether upper and lower case differ
   * @param context lines to show before and after each hit, 0 to 10
   */
  public record Query(String text, boolean regex, boolean caseSensitive, int context) {}

  /**
   * What was found.
   *
   * @param lines hits and their context in order, each line once
   * @param hits how many of the lines are hits
   * @param more whether there is at least one further hit, left out because there were too many or
   *     too large ones
   * @param timedOut whether the search stopped before the log's end because it took too long
   */
  public record Result(List<Line> lines, int hits, boolean more, boolean timedOut) {}

  /**
   * A line of a result.
   *
   * @param line as stored
   * @param hit whether it matches; else it is context
   */
  public record Line(LogLine line, boolean hit) {}

  /** Gathers hits with their context. */
  private static final class Findings {

    private final List<Line> lines = new ArrayList<>();
    private final Deque<LogLine> before = new ArrayDeque<>();
    private final int context;
    private int after;
    private int hits;
    private long bytes;
    private boolean more;

    Findings(int context) {
      this.context = context;
    }

    /** Whether to go on. */
    boolean add(LogLine line, boolean hit) {
      if (hit && (hits == MAX_HITS || bytes >= MAX_BYTES)) {
        more = true;
        return false;
      }
      if (hit) {
        before.forEach(earlier -> show(earlier, false));
        before.clear();
        show(line, true);
        hits++;
        after = context;
      } else if (after > 0) {
        show(line, false);
        after--;
      } else if (context > 0) {
        remember(line);
      }
      return true;
    }

    private void remember(LogLine line) {
      if (before.size() == context) {
        before.removeFirst();
      }
      before.addLast(line);
    }

    private void show(LogLine line, boolean hit) {
      lines.add(new Line(line, hit));
      bytes += line.bytes().length;
    }

    Result result(boolean timedOut) {
      return new Result(List.copyOf(lines), hits, more, timedOut);
    }
  }
}
