package dev.shiplog.terminal;

/**
 * How what is printed next looks.
 *
 * @param style see {@link Style}
 * @param link the address it links to, empty for none
 */
record Look(int style, String link) {
  static final Look PLAIN = new Look(Style.PLAIN, "");

  Look withStyle(int newStyle) {
    return of(newStyle, link);
  }

  Look withLink(String newLink) {
    return of(style, newLink);
  }

  private static Look of(int style, String link) {
    return style == Style.PLAIN && link.isEmpty() ? PLAIN : new Look(style, link);
  }
}
