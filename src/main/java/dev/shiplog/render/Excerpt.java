package dev.shiplog.render;

/** Text that was made to fit. */
final class Excerpt {

  private Excerpt() {}

  /** The text, or its start with an ellipsis, in at most {@code max} UTF-16 units. */
  static String of(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
