package dev.shiplog.render;

import java.util.Locale;

/**
 * Lengths in drawings: shares of the drawing's width or height, so that it fits any screen while
 * its text keeps its size.
 */
final class Percent {

  private Percent() {}

  /** For an attribute, e.g. "33.33%". */
  static String of(double part, double whole) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * part / whole);
  }
}
