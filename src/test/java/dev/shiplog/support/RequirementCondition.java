package dev.shiplog.support;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether tests that need something from the machine run, are skipped or fail. */
final class RequirementCondition implements ExecutionCondition {

  private static final Logger logger = LoggerFactory.getLogger(RequirementCondition.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Set<Requirement> demanded = Requirement.demanded(System.getenv());
    for (Requires requires :
        AnnotationSupport.findRepeatableAnnotations(context.getElement(), Requires.class)) {
      ConditionEvaluationResult result =
          decide(requires.value(), requires.value().missing(), demanded);
      if (result.isDisabled()) {
        logger.warn(
            "Skipping {}: {}", context.getDisplayName(), result.getReason().orElse("no reason"));
        return result;
      }
    }
    return ConditionEvaluationResult.enabled("everything the tests need is here");
  }

  /**
   * What becomes of tests with this requirement.
   *
   * @throws IllegalStateException if it is missing but demanded, which fails the tests
   */
  static ConditionEvaluationResult decide(
      Requirement requirement, Optional<String> missing, Set<Requirement> demanded) {
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled(requirement + " is here");
    }
    if (demanded.contains(requirement)) {
      throw new IllegalStateException(
          "%s demands %s, but %s"
              .formatted(Requirement.VARIABLE, requirement, missing.orElseThrow()));
    }
    return ConditionEvaluationResult.disabled(
        "needs " + requirement + ", but " + missing.orElseThrow());
  }
}
