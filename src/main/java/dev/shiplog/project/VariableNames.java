package dev.shiplog.project;

import dev.shiplog.problem.InvalidInputException;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of the variables and secrets that an app hands to its commands. */
public final class VariableNames {

  private static final int MAX_LENGTH = 200;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  // These change which code runs before or around the command, or Shiplog's own bookkeeping.
  private static final Pattern RESERVED_FAMILY =
      Pattern.compile("(LD_|DYLD_|GIT_CONFIG|SHIPLOG_).*");
  private static final Set<String> RESERVED =
      Set.of(
          "BASH_ENV",
          "ENV",
          "SHELLOPTS",
          "BASHOPTS",
          "PS4",
          "IFS",
          "GIT_SSH",
          "GIT_SSH_COMMAND",
          "GIT_EXTERNAL_DIFF",
          "GIT_PROXY_COMMAND",
          "GIT_EXEC_PATH");

  private VariableNames() {}

  /**
   * Returns the name if commands may be given a variable of it. PATH is allowed.
   *
   * @param field the request's field, e.g. "environment" or "secrets"
   * @throws InvalidInputException for anything but {@code [A-Za-z_][A-Za-z0-9_]*} of at most 200
   *     characters, and for names that make the loader, the shell or git run other code
   */
  public static String require(String field, String name) {
    if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          field,
          "A variable's name consists of letters, digits and underscores, does not start with a"
              + " digit and has at most 200 characters");
    }
    if (RESERVED.contains(name) || RESERVED_FAMILY.matcher(name).matches()) {
      throw new InvalidInputException(
          field, "The variable " + name + " is reserved; choose another name");
    }
    return name;
  }
}
