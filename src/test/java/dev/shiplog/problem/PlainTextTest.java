package dev.shiplog.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing in a line of text hides or turns what stands around it. */
class PlainTextTest {

  @ParameterizedTest
  @CsvSource({"202E", "2066", "200B", "FEFF", "0000", "001B", "0085", "2028", "D800", "E0041"})
  void whatCannotBeSeenIsMarked(String hex) {
    String text = "Fix " + Character.toString(Integer.parseInt(hex, 16)) + "exe.gpj";

    assertThat(PlainText.visible(text)).isEqualTo("Fix ‹U+" + hex + "›exe.gpj");
  }

  @Test
  void whatCanBeSeenStays() {
    for (String text : new String[] {"Fix #12", "Grüße", "שלום", "می‌خواهم", "👩‍🚀 🇨🇭", ""}) {
      assertThat(PlainText.visible(text)).isEqualTo(text);
    }
  }
}
