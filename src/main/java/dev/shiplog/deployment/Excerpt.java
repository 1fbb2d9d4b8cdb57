package dev.shiplog.deployment;

/** Text that was made to fit. */
public final class Excerpt {

  private Excerpt() {}

  /**
   * The text, or its start with an ellipsis, in at most {@code max} UTF-16 units, which never part
   * a character.
   *
   * @param max from 2
   */
  public static String of(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
