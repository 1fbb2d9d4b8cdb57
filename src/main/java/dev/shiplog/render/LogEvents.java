package dev.shiplog.render;

import dev.shiplog.terminal.StyledLine;
import java.time.Instant;

/** Told what a {@link LogRenderer} meets, in the order of the log. */
interface LogEvents {

  /** A section ended before the next line. */
  default void sectionEnded(Section section, Instant end) {}

  /**
   * A section starts with the next line.
   *
   * @param parent id of the element that holds it
   */
  default void sectionStarted(Section section, String parent) {}

  /**
   * A chunk starts with the next line.
   *
   * @param first the number of that line
   * @param parent id of the element that holds it
   */
  default void chunkStarted(long first, String parent) {}

  /** The next line that is shown. */
  default void line(ShownLine line) {}

  /** An earlier line shows something else now. */
  default void redrawn(long number, StyledLine line) {}
}
