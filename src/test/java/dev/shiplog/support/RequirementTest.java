package dev.shiplog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.platform.commons.support.AnnotationSupport;

class RequirementTest {

  private static final Optional<String> NO_ENGINE = Optional.of("no engine answers");

  @RequiresDocker
  @RequiresChromium
  private static class NeedsTwo {}

  private static final class InheritsBoth extends NeedsTwo {}

  @Test
  void testsRunWhereTheRequirementIsMet() {
    assertThat(decide(Optional.empty(), Set.of()).isDisabled()).isFalse();
  }

  @Test
  void testsAreSkippedWithAReasonWhereItIsMissing() {
    ConditionEvaluationResult result = decide(NO_ENGINE, Set.of(Requirement.MYSQL));

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).hasValue("needs DOCKER, but no engine answers");
  }

  @Test
  void testsFailWhereItIsMissingButDemanded() {
    assertThatIllegalStateException()
        .isThrownBy(() -> decide(NO_ENGINE, Set.of(Requirement.DOCKER)))
        .withMessage("SHIPLOG_TEST_REQUIRE demands DOCKER, but no engine answers");
  }

  @Test
  void demandsAreReadFromTheEnvironment() {
    assertThat(demanded("chromium, mysql,docker,small_disk"))
        .containsExactlyInAnyOrder(Requirement.values());
    assertThat(demanded("")).isEmpty();
    assertThat(Requirement.demanded(Map.of())).isEmpty();
  }

  @Test
  void misspeltDemandIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> demanded("chrome"));
  }

  @Test
  void severalRequirementsOnOneClassAllCount() {
    List<Requirement> found =
        AnnotationSupport.findRepeatableAnnotations(InheritsBoth.class, Requires.class).stream()
            .map(Requires::value)
            .toList();

    assertThat(found).containsExactlyInAnyOrder(Requirement.DOCKER, Requirement.CHROMIUM);
  }

  private static ConditionEvaluationResult decide(
      Optional<String> missing, Set<Requirement> demanded) {
    return RequirementCondition.decide(Requirement.DOCKER, missing, demanded);
  }

  private static Set<Requirement> demanded(String value) {
    return Requirement.demanded(Map.of("SHIPLOG_TEST_REQUIRE", value));
  }
}
