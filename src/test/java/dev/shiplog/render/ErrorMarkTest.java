package dev.shiplog.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMarkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: entry.c:14: expected ;",
        "main.c:3:5: error: unknown type",
        "error[E0308]: mismatched types",
        "[ERROR] Failed to execute goal",
        "2026-01-02 ERROR could not connect",
        "npm ERR! code ELIFECYCLE",
        "npm error code E404",
        "The command '/bin/sh -c make' returned a non-zero code: 2",
        "TypeError: x is not a function",
        "fatal: not a git repository",
        "panic: runtime error",
        "java.lang.IllegalStateException: no",
        "BUILD FAILURE",
        "FAILED tests/test_shop.py::test_buy",
        "Traceback (most recent call last)",
        "Exception in thread \"main\" shop.Closed",
        "sh: 1: nmp: command not found",
        "##[error]Process completed with exit code 1."
      })
  void flagsWhatToolsSayOfErrors(String line) {
    assertThat(ErrorMark.in(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 errors, 0 warnings",
        "compiling error-prone 2.1",
        "errors: 0",
        "mirror done",
        ""
      })
  void leavesHarmlessLinesAlone(String line) {
    assertThat(ErrorMark.in(line)).isFalse();
  }
}
