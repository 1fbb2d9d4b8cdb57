package dev.shiplog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shiplog.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried first is no password. */
class PasswordRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaaaa",
        "abcabcabcabc",
        "1234567890",
        "0987654321",
        "abcdefghijkl",
        "qwertyuiop",
        "Password123",
        "P@ssw0rd2026!",
        "iloveyou!!!!",
        "letmein123456",
        "!!!!shadow!!!!",
        "ada.lovelace",
        "Ada.Lovelace1",
        "ada.lovelaceada.lovelace",
        "2026ada.lovelace"
      })
  void theseAreRefused(String password) {
    assertThatThrownBy(() -> PasswordRules.require("password", "ada.lovelace", password))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("password"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery",
        "pässwörter",
        "a password of one's own",
        "longer ada.lovelace phrase",
        "Xk4-Zq9-Lm2",
        "密码密码一二三四五六七八"
      })
  void theseAreNot(String password) {
    PasswordRules.require("password", "ada.lovelace", password);
  }

  @Test
  void aNameOfOneLetterForbidsNoSentence() {
    PasswordRules.require("password", "a", "a banana as an appetizer");
  }
}
