package dev.shiplog.terminal;

/** Maps indexed and true colours to the nearest of the 16 palette colours. */
final class Palette {
  /** The colours of xterm, which programs have in mind when they choose one. */
  private static final int[] SIXTEEN = {
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff
  };

  private Palette() {}

  /** The palette index for one of the 256 indexed colours. */
  static int ofIndexed(int index) {
    if (index < SIXTEEN.length) {
      return index;
    }
    if (index < 232) {
      int cube = index - 16;
      return nearest(cubeLevel(cube / 36), cubeLevel(cube / 6 % 6), cubeLevel(cube % 6));
    }
    int grey = 8 + 10 * (index - 232);
    return nearest(grey, grey, grey);
  }

  /** The palette index nearest to a colour with components 0-255. */
  static int nearest(int red, int green, int blue) {
    int best = 0;
    long bestDistance = Long.MAX_VALUE;
    for (int i = 0; i < SIXTEEN.length; i++) {
      long distance = distance(SIXTEEN[i], red, green, blue);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = i;
      }
    }
    return best;
  }

  private static int cubeLevel(int step) {
    return step == 0 ? 0 : 55 + 40 * step;
  }

  /** The "redmean" distance: weights follow how the eye sees differences. */
  private static long distance(int rgb, int red, int green, int blue) {
    int otherRed = rgb >> 16;
    long meanRed = (otherRed + red) / 2;
    long dr = otherRed - red;
    long dg = (rgb >> 8 & 0xff) - green;
    long db = (rgb & 0xff) - blue;
    return (512 + meanRed) * dr * dr / 256 + 4 * dg * dg + (767 - meanRed) * db * db / 256;
  }
}
