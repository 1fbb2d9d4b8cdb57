package dev.shiplog.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepHeadingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Step 2/5 : RUN npm ci | Step 2/5 : RUN npm ci",
        "'::group:: Install  ' | Install",
        "##[group]Run tests | Run tests",
        "##[section]Starting: Build | Starting: Build",
        "--- :docker: Build image | :docker: Build image"
      })
  void findsTheTitle(String line, String title) {
    assertThat(StepHeading.title(line)).hasValue(title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Step by step",
        "  Step 1/2 : indented",
        "::group::",
        "##[error]broken",
        "--- a/src/main.c",
        "--- /dev/null",
        "--- PASS: TestAll (0.00s)",
        "--- ",
        "----------",
        ""
      })
  void leavesOtherLinesAlone(String line) {
    assertThat(StepHeading.title(line)).isEmpty();
  }

  @Test
  void takesTheFirstLineOfSeveral() {
    assertThat(StepHeading.title("Step 1/2 : RUN make \\\n  install"))
        .hasValue("Step 1/2 : RUN make \\");
  }

  @Test
  void shortensALongTitleWithoutCuttingACharacter() {
    String title = StepHeading.title("--- " + "🚀".repeat(300)).orElseThrow();

    assertThat(title).hasSizeLessThanOrEqualTo(200).endsWith("🚀…");
  }

  @Test
  void knowsWhereAGroupEnds() {
    assertThat(StepHeading.ends("::endgroup::")).isTrue();
    assertThat(StepHeading.ends("##[endgroup]")).isTrue();
    assertThat(StepHeading.ends("endgroup")).isFalse();
  }
}
