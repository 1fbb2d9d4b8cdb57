package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z",
        "(\\d{1,3}\\.){3}\\d{1,3}",
        "[^]{9]{1,1000}",
        "x{,3}{y}",
        "\\x{10FFFF}\\p{Greek}",
        "\\Q(a{1000}\\E",
        "[a{1000}{9}]",
        "[](a{1000}{9}]",
        "\\x{41}{200}",
      })
  void ordinaryExpressionsAreSmall(String text) {
    assertThat(PatternSize.of(text)).isLessThan(PatternSize.MAX);
    Pattern.compile(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(?:(?:a{1000}){2}){9}",
        "\\Q[\\E((a{100}){100}){100}",
        "[]x]((a{100}){100}){100}",
        "[[:alpha:]]((a{100}){100}){100}",
        "(((){1000}){1000}",
        "((((a{100,}){0,100}){100}",
        "a{100}\\Q\\E{100}\\Q\\E{100}",
        "a{100}(?i){100}(?-s){100}",
        "a{512}(?i){512}(?i){512}(?i){512}(?i){512}(?i){512}(?i){512}(?i){512}(?i){512}",
      })
  void repeatedRepetitionsAreLarge(String text) {
    assertThat(PatternSize.of(text)).isGreaterThan(PatternSize.MAX);
  }

  @Test
  void theProgramIsNeverMuchLargerThanTheBound() {
    String[] parts = {
      "a",
      "(",
      ")",
      "(?:",
      "{3}",
      "{0,9}",
      "{2,}",
      "*",
      "+?",
      "[",
      "]",
      "[^]a]",
      "\\Q",
      "\\E",
      "\\d",
      "\\x{41}",
      "|",
      "^",
      "\\pL",
      "{",
      "}",
      "\\",
      "-",
      "[[:alpha:]]",
      "(?i)",
      "(?U-s)",
      "(?i:",
      "(?P<n>"
    };
    Random random = new Random(7);
    int compiled = 0;
    for (int i = 0; i < 150_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      long bound = PatternSize.of(text.toString());
      if (bound <= PatternSize.MAX) {
        int size = programSize(text.toString());
        assertThat(size).as(text.toString()).isLessThanOrEqualTo((int) (4 * bound + 10));
        compiled += size > 0 ? 1 : 0;
      }
    }
    assertThat(compiled).isGreaterThan(1000);
  }

  private static int programSize(String text) {
    try {
      return Pattern.compile(text).programSize();
    } catch (PatternSyntaxException bad) {
      return 0;
    }
  }
}
