package dev.shiplog.api;

import dev.shiplog.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Fields that a request must have. */
final class Required {

  private Required() {}

  /**
   * The field's value.
   *
   * @throws InvalidInputException it is absent or null
   */
  static <T> T field(String name, @Nullable T value) {
    if (value == null) {
      throw new InvalidInputException(name, "The field " + name + " is missing.");
    }
    return value;
  }
}
