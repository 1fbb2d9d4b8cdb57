package dev.shiplog.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shiplog.problem.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariableNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"A", "_", "DATABASE_URL", "x1", "PATH", "HOME", "ENVIRONMENT", "GITHUB"})
  void acceptsOrdinaryNames(String name) {
    assertThat(VariableNames.require("environment", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1A",
        "A-B",
        "A B",
        "A=B",
        "Ä",
        "A\n",
        "BASH_FUNC_x%%",
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "DYLD_INSERT_LIBRARIES",
        "BASH_ENV",
        "ENV",
        "SHELLOPTS",
        "BASHOPTS",
        "PS4",
        "IFS",
        "GIT_SSH_COMMAND",
        "GIT_SSH",
        "GIT_EXTERNAL_DIFF",
        "GIT_PROXY_COMMAND",
        "GIT_EXEC_PATH",
        "GIT_CONFIG",
        "GIT_CONFIG_COUNT",
        "SHIPLOG_RUN_TOKEN",
        "SHIPLOG_X"
      })
  void refusesWhatIsNoNameOrMakesOtherCodeRun(String name) {
    assertThatThrownBy(() -> VariableNames.require("secrets", name))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("secrets"));
  }
}
