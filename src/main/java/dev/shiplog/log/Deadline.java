package dev.shiplog.log;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A time after which work is given up, from within that work. */
final class Deadline {

  private final LongSupplier nanoTime;
  private final long end;

  Deadline(LongSupplier nanoTime, Duration time) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + time.toNanos();
  }

  /** Throws {@link Passed} when the time is over. */
  void check() {
    if (nanoTime.getAsLong() - end > 0) {
      throw new Passed();
    }
  }

  /** The text, which checks the deadline as it is read. */
  CharSequence watch(String text) {
    return new Watched(text);
  }

  /** The time is over. */
  static final class Passed extends RuntimeException {

    private static final long serialVersionUID = 1;

    Passed() {
      super("the time is over", null, false, false);
    }
  }

  /** A matcher's time is bound by what it reads, so this is where it can be stopped. */
  private final class Watched implements CharSequence {

    private static final int INTERVAL = 64;

    private final String text;
    private int reads;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++reads % INTERVAL == 0) {
        check();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
