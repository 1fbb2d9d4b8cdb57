package dev.shiplog.terminal;

/**
 * How a cell looks, packed into an int: foreground and background as palette index + 1 (0 is the
 * default colour), then one bit per attribute. Bits from {@link #BITS} up are free for the caller.
 */
final class Style {
  static final int PLAIN = 0;
  static final int BITS = 17;

  static final int BOLD = 1 << 10;
  static final int FAINT = 1 << 11;
  static final int ITALIC = 1 << 12;
  static final int UNDERLINE = 1 << 13;
  static final int STRIKE = 1 << 14;
  static final int INVERSE = 1 << 15;
  static final int HIDDEN = 1 << 16;

  private static final int COLOUR_MASK = 0x1f;
  private static final int BACKGROUND_SHIFT = 5;

  private Style() {}

  /** The colour index 0-15 as foreground; -1 is the default colour. */
  static int withForeground(int style, int colour) {
    return style & ~COLOUR_MASK | colour + 1;
  }

  /** The colour index 0-15 as background; -1 is the default colour. */
  static int withBackground(int style, int colour) {
    return style & ~(COLOUR_MASK << BACKGROUND_SHIFT) | (colour + 1) << BACKGROUND_SHIFT;
  }

  static int foreground(int style) {
    return (style & COLOUR_MASK) - 1;
  }

  static int background(int style) {
    return (style >> BACKGROUND_SHIFT & COLOUR_MASK) - 1;
  }
}
