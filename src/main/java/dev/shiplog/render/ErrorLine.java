package dev.shiplog.render;

import dev.shiplog.deployment.Excerpt;

/**
 * A line that speaks of an error.
 *
 * @param text without styles, at most 200 characters
 */
public record ErrorLine(long number, String text) {

  private static final int MAX_TEXT = 200;

  static ErrorLine of(ShownLine line) {
    return new ErrorLine(line.number(), Excerpt.of(line.text().text().strip(), MAX_TEXT));
  }
}
