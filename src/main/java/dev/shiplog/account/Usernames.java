package dev.shiplog.account;

import dev.shiplog.problem.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What users may be called. */
public final class Usernames {

  private static final Pattern VALID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private Usernames() {}

  /**
   * The name as it is stored: lower case, without blanks around it. Whether there is such a user is
   * not asked.
   *
   * @throws InvalidInputException for the field "username" when nobody can have that name
   */
  public static String require(String username) {
    String name = normalized(username);
    if (!isValid(name)) {
      throw new InvalidInputException(
          "username",
          "Enter a username of 1 to 64 letters, digits, dots, dashes or underscores that starts"
              + " with a letter or digit.");
    }
    return name;
  }

  static String normalized(String username) {
    return username.strip().toLowerCase(Locale.ROOT);
  }

  static boolean isValid(String normalized) {
    return VALID.matcher(normalized).matches();
  }
}
