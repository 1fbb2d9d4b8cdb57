package dev.shiplog.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shiplog.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRefTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"main", "feature/x-1", "v1.0.0", "a1b2c3d", "über", "x@y", "a.lock.b", "#1"})
  void acceptsBranchesTagsAndHashes(String ref) {
    assertThat(GitRef.require("branch", ref)).isEqualTo(ref);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-x",
        "--upload-pack=id",
        "a..b",
        "a b",
        "a\tb",
        "a\nb",
        "a\0b",
        "a\u007fb",
        "a\u0085b",
        "a\u2028b",
        "@",
        "@{-1}",
        "a@{1}",
        "a~1",
        "a^",
        "a:b",
        "a?b",
        "a*",
        "a[b",
        "a\\b",
        "/a",
        "a/",
        "a//b",
        ".a",
        "a/.b",
        "a.",
        "a.lock",
        "a.lock/b",
        "+a"
      })
  void refusesWhatGitWouldReadAsSomethingElse(String ref) {
    assertThatThrownBy(() -> GitRef.require("commit", ref))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("commit"));
  }

  @Test
  void takesAtMost255Characters() {
    assertThat(GitRef.require("branch", "x".repeat(255))).hasSize(255);
    assertThatThrownBy(() -> GitRef.require("branch", "x".repeat(256)))
        .isInstanceOf(InvalidInputException.class);
  }
}
