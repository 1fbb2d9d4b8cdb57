package dev.shiplog.api;

import dev.shiplog.problem.InvalidInputException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a request body that could not be read. */
final class UnreadableBody {

  static final String TOO_LARGE =
      "The body is too large. Send at most 1 MB of JSON, nested at most 50 deep.";

  private UnreadableBody() {}

  /** Whether it goes beyond what a body may be. */
  static boolean isTooLarge(HttpMessageNotReadableException problem) {
    return problem.getCause() instanceof StreamConstraintsException;
  }

  /** The problem as one of input; names the field if the body is sound but for its type. */
  static InvalidInputException explained(HttpMessageNotReadableException problem) {
    if (problem.getCause() instanceof UnrecognizedPropertyException unknown) {
      return misspelt(unknown);
    }
    if (problem.getCause() instanceof MismatchedInputException mismatch) {
      String field = field(mismatch.getPath());
      if (!field.isEmpty()) {
        return new InvalidInputException(field, "The value of " + field + " has the wrong type.");
      }
    }
    return new InvalidInputException(
        "", "The body cannot be read. Send a JSON object with UTF-8 text.");
  }

  private static InvalidInputException misspelt(UnrecognizedPropertyException unknown) {
    return new InvalidInputException(
        unknown.getPropertyName(),
        "There is no field "
            + unknown.getPropertyName()
            + "; did you mean "
            + unknown.getKnownPropertyIds().iterator().next()
            + "?");
  }

  private static String field(List<JacksonException.Reference> path) {
    return path.stream()
        .map(JacksonException.Reference::getPropertyName)
        .takeWhile(name -> name != null)
        .collect(Collectors.joining("."));
  }
}
