package dev.shiplog.account;

import dev.shiplog.problem.InvalidInputException;
import java.util.Locale;

/** What a user may do. */
public enum Role {
  /** Sees and does everything, and decides who else has an account. */
  ADMIN,
  /** Sees the projects they own or are a member of. */
  USER;

  /**
   * Reads a role as a client wrote it, in any case.
   *
   * @throws InvalidInputException for the field "role" when there is no such role
   */
  public static Role parse(String text) {
    return switch (text.strip().toUpperCase(Locale.ROOT)) {
      case "ADMIN" -> ADMIN;
      case "USER" -> USER;
      default -> throw new InvalidInputException("role", "Choose a role: ADMIN or USER.");
    };
  }
}
