package dev.shiplog.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What every JSON response is wrapped in.
 *
 * @param data absent on failure
 * @param message a sentence for people; may be empty
 * @param error empty, or a short reason that programs can rely on
 */
public record Envelope<T>(
    boolean success,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable T data,
    String message,
    String error) {

  /** A success without more to say than its data. */
  public static <T> Envelope<T> ok(@Nullable T data) {
    return ok(data, "");
  }

  /** A success with a sentence about it. */
  public static <T> Envelope<T> ok(@Nullable T data, String message) {
    return new Envelope<>(true, data, message, "");
  }

  /** A failure that programs recognise by its HTTP status. */
  public static Envelope<Void> failure(String message) {
    return failure(message, "");
  }

  /** A failure with a reason that programs can rely on. */
  public static Envelope<Void> failure(String message, String error) {
    return new Envelope<>(false, null, message, error);
  }
}
