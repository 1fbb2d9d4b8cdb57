package dev.shiplog.render;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands where in a log: how its sections went, and which of its lines speak of an error. It
 * grows as the log is gone through; safe for use by several threads.
 */
final class LogOutline implements LogEvents {

  /** Lines with errors that are remembered; further ones are counted. */
  static final int MAX_ERRORS = 20;

  private final Map<Long, Instant> ends = new HashMap<>();
  private final List<ErrorLine> errors = new ArrayList<>();
  private long errorCount;
  private long shown;
  private long lastShown;

  @Override
  public synchronized void sectionEnded(Section section, Instant end) {
    ends.put(section.line(), end);
  }

  @Override
  public synchronized void line(ShownLine line) {
    shown++;
    lastShown = line.number();
    if (line.error()) {
      errorCount++;
      if (errors.size() < MAX_ERRORS) {
        errors.add(ErrorLine.of(line));
      }
    }
  }

  /** When the section ended; empty while it goes on. */
  synchronized Optional<Instant> end(Section section) {
    return Optional.ofNullable(ends.get(section.line()));
  }

  /** The first lines that speak of an error, in order. */
  synchronized List<ErrorLine> errors() {
    return List.copyOf(errors);
  }

  /** How many lines are shown; the others only redraw earlier ones. */
  synchronized long shown() {
    return shown;
  }

  /** The number of the last line that is shown, 0 for none. */
  synchronized long lastShown() {
    return lastShown;
  }

  /** How many lines speak of an error. */
  synchronized long errorCount() {
    return errorCount;
  }
}
