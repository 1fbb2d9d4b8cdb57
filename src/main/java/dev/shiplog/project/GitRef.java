package dev.shiplog.project;

import dev.shiplog.problem.InvalidInputException;
import java.util.regex.Pattern;

/** What a user may name as branch, tag or commit hash. */
public final class GitRef {

  private static final int MAX_LENGTH = 255;

  // The rules of git-check-ref-format(1), and no leading hyphen, which would read as an option.
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "^[-+/]|[/.]$|^@$|\\.\\.|//|@\\{|(^|/)\\.|\\.lock(/|$)"
              + "|[~^:?*\\[\\\\\\p{Cntrl}\\p{Cf}\\p{Zs}\\p{Zl}\\p{Zp}\\x80-\\x9f]");

  private GitRef() {}

  /**
   * Returns the ref if it could be a branch, tag or commit hash. Whether it exists is not asked.
   *
   * @param field the request's field, e.g. "branch" or "commit"
   * @throws InvalidInputException if it is empty, longer than 255 characters or no name for a ref
   */
  public static String require(String field, String ref) {
    if (ref.isEmpty() || ref.length() > MAX_LENGTH || FORBIDDEN.matcher(ref).find()) {
      throw new InvalidInputException(
          field,
          "Give the name of a branch or tag, or a commit hash, without spaces and special"
              + " characters and of at most 255 characters");
    }
    return ref;
  }
}
