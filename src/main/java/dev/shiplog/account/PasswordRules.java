package dev.shiplog.account;

import com.nulabinc.zxcvbn.StandardDictionaries;
import dev.shiplog.problem.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a password must be: long, and none of those that are tried first (NIST SP 800-63B, section
 * 5.1.1.2): common ones, also with digits and signs around them or for letters, the user's own
 * name, the same few characters again and again.
 */
final class PasswordRules {

  private static final int MIN_CHARACTERS = 10;

  /** Bcrypt reads no more. */
  private static final int MAX_BYTES = 72;

  private static final int MIN_DIFFERENT = 5;

  /** Characters that must be left without the user's name. */
  private static final int MIN_BESIDES_NAME = 6;

  private static final Set<String> COMMON = common();

  private PasswordRules() {}

  /**
   * Refuses what is too easily guessed.
   *
   * @param field the request's field
   * @param username lower case
   * @throws InvalidInputException for the field, saying what to do
   */
  static void require(String field, String username, String password) {
    require(
        field,
        password.codePointCount(0, password.length()) >= MIN_CHARACTERS,
        "Enter a password of at least " + MIN_CHARACTERS + " characters.");
    require(
        field,
        password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES,
        "Enter a password of at most " + MAX_BYTES + " bytes.");
    String lower = password.toLowerCase(Locale.ROOT);
    require(
        field,
        lower.codePoints().distinct().count() >= MIN_DIFFERENT && !isRun(lower),
        "Enter a password of more different characters: this one is quickly guessed.");
    require(
        field,
        lower.replace(username, "").length() >= Math.min(lower.length(), MIN_BESIDES_NAME),
        "Enter a password that is not made of the username.");
    require(
        field,
        !isCommon(lower),
        "Enter another password: this one is among those that are tried first.");
  }

  private static boolean isCommon(String password) {
    String word = password.replaceAll("^[\\W\\d_]+|[\\W\\d_]+$", "");
    return COMMON.contains(password)
        || COMMON.contains(word)
        || COMMON.contains(withoutSigns(word))
        || COMMON.contains(withoutSigns(password));
  }

  /** Letters instead of the digits and signs that people write for them. */
  private static String withoutSigns(String password) {
    return password
        .replace('@', 'a')
        .replace('4', 'a')
        .replace('3', 'e')
        .replace('1', 'i')
        .replace('!', 'i')
        .replace('0', 'o')
        .replace('$', 's')
        .replace('5', 's')
        .replace('7', 't');
  }

  /** Whether each character follows the one before it, up or down, like 67890 or zyxwv. */
  private static boolean isRun(String password) {
    return Set.of(1, -1).stream()
        .anyMatch(
            step ->
                IntStream.range(1, password.length())
                    .allMatch(i -> follows(password.charAt(i - 1), password.charAt(i), step)));
  }

  private static boolean follows(char before, char after, int step) {
    boolean digits = Character.isDigit(before) && Character.isDigit(after);
    return after == before + step
        || digits && Math.floorMod(after - before, 10) == Math.floorMod(step, 10);
  }

  private static Set<String> common() {
    try {
      return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(String field, boolean condition, String message) {
    if (!condition) {
      throw new InvalidInputException(field, message);
    }
  }
}
