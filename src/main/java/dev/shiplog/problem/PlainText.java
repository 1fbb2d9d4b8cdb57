package dev.shiplog.problem;

/**
 * Text of one line that looks like what it is. Control characters, and those that are invisible or
 * turn the direction of what follows, make two different names look the same, or one like another.
 */
public final class PlainText {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private PlainText() {}

  /**
   * The name without blanks around it.
   *
   * @param field the request's field
   * @param longest in UTF-16 units
   * @throws InvalidInputException it is empty, too long or not plain
   */
  public static String requireName(String field, String name, int longest) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > longest) {
      throw new InvalidInputException(field, field + " must have 1 to " + longest + " characters");
    }
    if (!stripped.codePoints().allMatch(PlainText::isPlain)) {
      throw new InvalidInputException(
          field, field + " must not contain line breaks, control characters or invisible ones");
    }
    return stripped;
  }

  /**
   * The text with a visible mark, such as "\u2039U+202E\u203a", for each character that is not
   * plain.
   */
  public static String visible(String text) {
    if (text.codePoints().allMatch(PlainText::isPlain)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(
            it -> {
              if (isPlain(it)) {
                visible.appendCodePoint(it);
              } else {
                visible.append("\u2039U+%04X\u203a".formatted(it));
              }
            });
    return visible.toString();
  }

  /** Joiners stay: writing of Persian and Hindi, and many emoji, need them. */
  private static boolean isPlain(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      case Character.FORMAT -> codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }
}
