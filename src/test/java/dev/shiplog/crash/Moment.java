package dev.shiplog.crash;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When a server is killed. */
enum Moment {
  /** While it starts, also while it recovers; as long as it took last time, or less. */
  START_UP(0, 0),
  /** Soon after it was ready. */
  SOON(0, 5_000),
  LATER(5_000, 25_000),
  /** When H2 begins to write into space that it has freed, which is after 45 s. */
  LONG(60_000, 100_000),
  /** When a deployment has been claimed and is about to start. */
  AFTER_CLAIM(0, 3_000),
  /** When a deployment has printed its last line and is about to end. */
  AFTER_LAST_LINE(0, 3_000),
  /** When viewers are told of the end. */
  AFTER_END(0, 3_000);

  private final int from;
  private final int to;

  Moment(int fromMillis, int toMillis) {
    this.from = fromMillis;
    this.to = toMillis;
  }

  /** How long the server runs from when it is ready; not for START_UP. */
  Duration uptime(RandomGenerator random) {
    return Duration.ofMillis(random.nextInt(from, to));
  }

  /** Whether the kill waits for what a deployment does. */
  boolean isAimed() {
    return this == AFTER_CLAIM || this == AFTER_LAST_LINE || this == AFTER_END;
  }

  /**
   * One of them.
   *
   * @param longShare how many of 100 are LONG
   */
  static Moment any(RandomGenerator random, int longShare) {
    if (random.nextInt(100) < longShare) {
      return LONG;
    }
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> START_UP;
      case 3, 4, 5 -> SOON;
      case 6 -> LATER;
      case 7 -> AFTER_CLAIM;
      case 8 -> AFTER_LAST_LINE;
      default -> AFTER_END;
    };
  }
}
