package dev.shiplog.terminal;

/** Select Graphic Rendition (ECMA-48 8.3.117, with xterm's 256 and true colours). */
final class Sgr {
  private static final int SET_FOREGROUND = 38;
  private static final int SET_BACKGROUND = 48;
  private static final int SET_UNDERLINE_COLOUR = 58;
  private static final int KEEP = -2;

  private final CsiParameters parameters;
  private int at;
  private int style;

  private Sgr(int style, CsiParameters parameters) {
    this.style = style;
    this.parameters = parameters;
  }

  /** The style that follows when the parameters are applied to a style. */
  static int apply(int style, CsiParameters parameters) {
    Sgr sgr = new Sgr(style, parameters);
    sgr.run();
    return sgr.style;
  }

  private void run() {
    while (at < parameters.count()) {
      int code = parameters.at(at);
      int subs = subParameters();
      if (code == SET_FOREGROUND || code == SET_BACKGROUND || code == SET_UNDERLINE_COLOUR) {
        extendedColour(code, subs);
      } else {
        boolean off = code == 4 && subs > 0 && parameters.at(at + 1) == 0;
        simple(off ? 24 : code);
        at += 1 + subs;
      }
    }
  }

  private int subParameters() {
    int subs = 0;
    while (parameters.isSub(at + 1 + subs)) {
      subs++;
    }
    return subs;
  }

  private void simple(int code) {
    switch (code) {
      case 0 -> style = Style.PLAIN;
      case 1 -> style |= Style.BOLD;
      case 2 -> style |= Style.FAINT;
      case 3 -> style |= Style.ITALIC;
      case 4, 21 -> style |= Style.UNDERLINE;
      case 7 -> style |= Style.INVERSE;
      case 8 -> style |= Style.HIDDEN;
      case 9 -> style |= Style.STRIKE;
      case 22 -> style &= ~(Style.BOLD | Style.FAINT);
      case 23 -> style &= ~Style.ITALIC;
      case 24 -> style &= ~Style.UNDERLINE;
      case 27 -> style &= ~Style.INVERSE;
      case 28 -> style &= ~Style.HIDDEN;
      case 29 -> style &= ~Style.STRIKE;
      default -> colour(code);
    }
  }

  private void colour(int code) {
    if (code >= 30 && code <= 37) {
      style = Style.withForeground(style, code - 30);
    } else if (code == 39) {
      style = Style.withForeground(style, -1);
    } else if (code >= 40 && code <= 47) {
      style = Style.withBackground(style, code - 40);
    } else if (code == 49) {
      style = Style.withBackground(style, -1);
    } else if (code >= 90 && code <= 97) {
      style = Style.withForeground(style, code - 90 + 8);
    } else if (code >= 100 && code <= 107) {
      style = Style.withBackground(style, code - 100 + 8);
    }
  }

  /**
   * {@code 38;5;n}, {@code 38;2;r;g;b}, {@code 38:5:n}, {@code 38:2:r:g:b}, {@code 38:2::r:g:b}.
   */
  private void extendedColour(int code, int subs) {
    int kind = parameters.at(at + 1);
    int colour = KEEP;
    int length = subs > 0 ? subs : kind == 5 ? 2 : kind == 2 ? 4 : 1;
    int last = at + length;
    if (last < parameters.count()) {
      if (kind == 5 && length >= 2) {
        colour = indexed(parameters.at(at + 2));
      } else if (kind == 2 && length >= 4) {
        // the colour space identifier is there only when more than four sub-parameters are
        colour = rgb(at + (subs > 4 ? 3 : 2));
      }
    }
    at = last + 1;
    if (colour == KEEP) {
      return;
    }
    if (code == SET_FOREGROUND) {
      style = Style.withForeground(style, colour);
    } else if (code == SET_BACKGROUND) {
      style = Style.withBackground(style, colour);
    }
  }

  private static int indexed(int index) {
    return index > 255 ? KEEP : Palette.ofIndexed(index);
  }

  private int rgb(int first) {
    int red = parameters.at(first);
    int green = parameters.at(first + 1);
    int blue = parameters.at(first + 2);
    return red > 255 || green > 255 || blue > 255 ? KEEP : Palette.nearest(red, green, blue);
  }
}
