package dev.shiplog.project;

import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.PlainText;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What an app's settings may be. */
@Component
class AppRules {

  private static final String DEFAULT_BRANCH = "main";
  private static final int NAME_MAX = 100;
  private static final int COMMAND_MAX = 20_000;
  private static final int VALUE_MAX = 20_000;
  private static final int VARIABLES_MAX = 200;

  /** The log masks nothing shorter, or every other word would become ***. */
  private static final int SECRET_MIN = 4;

  private static final int TIMEOUT_MAX = 7 * 24 * 60 * 60;

  private final GitProtocols protocols;

  AppRules(GitProtocols protocols) {
    this.protocols = protocols;
  }

  /**
   * The settings with blanks stripped; throws {@link InvalidInputException} for the first that
   * cannot be.
   */
  AppSettings check(AppSettings settings) {
    String name = PlainText.requireName("name", settings.name(), NAME_MAX);
    String repository = settings.repository().strip();
    protocols.require(repository);
    String branch = settings.branch().isBlank() ? DEFAULT_BRANCH : settings.branch().strip();
    GitRef.require("branch", branch);
    requireCommand("buildCommand", settings.buildCommand());
    requireCommand("deployCommand", settings.deployCommand());
    settings
        .timeoutSeconds()
        .ifPresent(
            seconds ->
                require(
                    seconds >= 1 && seconds <= TIMEOUT_MAX,
                    "timeoutSeconds",
                    "time limit must be 1 to " + TIMEOUT_MAX + " seconds"));
    checkVariables("environment", settings.environment());
    checkSecrets(settings);
    return new AppSettings(
        name,
        repository,
        branch,
        unixLines(settings.buildCommand()),
        unixLines(settings.deployCommand()),
        settings.environment(),
        settings.secrets(),
        settings.timeoutSeconds());
  }

  private static void requireCommand(String field, String command) {
    require(
        command.length() <= COMMAND_MAX,
        field,
        "the command is longer than " + COMMAND_MAX + " characters; put it into a script");
    require(command.indexOf('\0') < 0, field, "the command contains a NUL character");
  }

  private static void checkSecrets(AppSettings settings) {
    settings
        .secrets()
        .forEach(
            (name, value) -> {
              checkVariables("secrets", Map.of(name, value.orElse("")));
              require(
                  !settings.environment().containsKey(name),
                  "secrets",
                  name + " is both a plain variable and a secret; remove one");
              require(
                  value.map(String::strip).filter(text -> text.length() < SECRET_MIN).isEmpty(),
                  "secrets",
                  name
                      + " is shorter than "
                      + SECRET_MIN
                      + " characters and could not be masked in logs; choose a longer value");
            });
    require(
        settings.secrets().size() <= VARIABLES_MAX,
        "secrets",
        "more than " + VARIABLES_MAX + " secrets");
  }

  private static void checkVariables(String field, Map<String, String> variables) {
    require(variables.size() <= VARIABLES_MAX, field, "more than " + VARIABLES_MAX + " variables");
    variables.forEach(
        (name, value) -> {
          VariableNames.require(field, name);
          require(
              value.length() <= VALUE_MAX && value.indexOf('\0') < 0,
              field,
              name + " is longer than " + VALUE_MAX + " characters or contains a NUL character");
        });
  }

  private static String unixLines(String command) {
    return command.replace("\r\n", "\n").strip();
  }

  private static void require(boolean condition, String field, String message) {
    if (!condition) {
      throw new InvalidInputException(field, message);
    }
  }
}
