package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "time.*out, time",
        "(error|warning): .*time ?out, time",
        "colou?r, colo",
        "ab+c, ab",
        "ab*cd, cd",
        "\"ab{0,2}cde\", cde",
        "\\[ERROR\\], [error]",
        "\\d+ tests? failed, \" failed\"",
        "[Ff]ailure in, ailure in",
        "stack, tac",
        "a|b, \"\"",
        "(a+)+$, \"\"",
        "(?i)error, \"\"",
        "\\x41\\QB\\E, \"\"",
        "[[:alpha:]]x, \"\"",
        "größe, gr"
      })
  void isTheLongestTextOutsideOfWhatMayVary(String pattern, String required) {
    assertThat(RequiredText.of(pattern, false)).isEqualTo(required);
  }

  @Test
  void whateverMatchesHasIt() {
    Random random = new Random(7);
    int matches = 0;
    for (int i = 0; i < 200_000; i++) {
      String pattern = expression(random, 6);
      boolean caseSensitive = random.nextBoolean();
      Pattern compiled;
      try {
        compiled = Pattern.compile(pattern, caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
      } catch (PatternSyntaxException e) {
        continue;
      }
      String required = RequiredText.of(pattern, caseSensitive);
      String text = text(random);
      if (!required.isEmpty() && compiled.matcher(text).find()) {
        matches++;
        assertThat(caseSensitive ? text : text.toLowerCase(Locale.ROOT))
            .as(pattern)
            .contains(required);
      }
    }
    assertThat(matches).isGreaterThan(1000);
  }

  private static String expression(Random random, int parts) {
    String[] pieces = {
      "a",
      "b",
      "k",
      "S",
      "A",
      "1",
      " ",
      "é",
      ".",
      "^",
      "$",
      "|",
      "*",
      "+",
      "?",
      "*?",
      "{1}",
      "{0,2}",
      "{2,}",
      "{",
      "}",
      "]",
      "[ab]",
      "[^a]",
      "[]a]",
      "[a\\]b]",
      "[[:alpha:]]",
      "\\.",
      "\\d",
      "\\w",
      "\\x61",
      "\\x{61}",
      "\\pL",
      "\\p{Greek}",
      "\\Qa*\\E",
      "\\Qa",
      "\\a",
      "\\101",
      "\\b",
      "\\[",
      "(a)",
      "(?:ab)",
      "(?i)",
      "(?i:a)",
      "(?P<n>a)",
      "(a|b)",
      "(ab)?",
      "(",
      ")",
      "\\n"
    };
    var pattern = new StringBuilder();
    int count = 1 + random.nextInt(parts);
    for (int i = 0; i < count; i++) {
      pattern.append(pieces[random.nextInt(random.nextBoolean() ? 7 : pieces.length)]);
    }
    return pattern.toString();
  }

  private static String text(Random random) {
    String alphabet = "aabbkKsSA1 éαK\u017f[]{}.x";
    var text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
