package dev.shiplog.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stylesheet's terminal colours can be read, as WCAG 2 measures contrast. */
class PaletteContrastTests {
  private static final String LIGHT = ":root {";
  private static final String DARK = "@media screen and (prefers-color-scheme: dark) {";
  private static final String MORE = "@media (prefers-contrast: more) {";
  private static final String MORE_DARK =
      "@media screen and (prefers-contrast: more) and (prefers-color-scheme: dark) {";
  private static final Pattern COLOUR = Pattern.compile("--(log-[bf]g|c\\d+): #([0-9a-f]{6});");

  @ParameterizedTest
  @CsvSource({"light, 4.5", "dark, 4.5", "light more, 7", "dark more, 7"})
  void eachColourStandsOutFromThePage(String scheme, double least) throws IOException {
    Map<String, Integer> colours = colours(scheme);
    int page = colours.remove("log-bg");
    assertThat(colours).hasSize(17);
    colours.forEach(
        (name, colour) ->
            assertThat(contrast(colour, page))
                .as("%s in %s", name, scheme)
                .isGreaterThanOrEqualTo(least));
  }

  private static Map<String, Integer> colours(String scheme) throws IOException {
    String sheet = stylesheet();
    Map<String, Integer> colours = new HashMap<>();
    add(sheet, LIGHT, colours);
    boolean dark = scheme.startsWith("dark");
    if (dark) {
      add(sheet, DARK, colours);
    }
    if (scheme.endsWith("more")) {
      add(sheet, MORE, colours);
    }
    if (scheme.equals("dark more")) {
      add(sheet, MORE_DARK, colours);
    }
    return colours;
  }

  /** Adds the colours of a block, in the place of those that came before, as the cascade does. */
  private static void add(String sheet, String opening, Map<String, Integer> colours) {
    int start = sheet.indexOf("\n" + opening);
    assertThat(start).as(opening).isNotNegative();
    Matcher colour = COLOUR.matcher(sheet.substring(start, sheet.indexOf("\n}", start)));
    while (colour.find()) {
      colours.put(colour.group(1), Integer.parseInt(colour.group(2), 16));
    }
  }

  private static String stylesheet() throws IOException {
    try (InputStream in = PaletteContrastTests.class.getResourceAsStream("/static/shiplog.css")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static double contrast(int one, int other) {
    double lighter = Math.max(luminance(one), luminance(other));
    double darker = Math.min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int component) {
    double value = (component & 0xff) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
