package dev.shiplog.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {

  private static final String OLD = EncryptionKey.random();
  private static final String NEW = EncryptionKey.random();

  private final Encryption encryption = new Encryption(List.of(OLD));

  @ParameterizedTest
  @ValueSource(strings = {"", "s3cret", "v1:", "Zoë’s 🚀 部署", "a\nb\0c"})
  void readsWhatItEncrypted(String text) {
    assertThat(encryption.decrypt(encryption.encrypt(text))).isEqualTo(text);
  }

  @Test
  void encryptsWhatLooksEncryptedOnceMore() {
    String encrypted = encryption.encrypt("s3cret");

    assertThat(encryption.decrypt(encryption.encrypt(encrypted))).isEqualTo(encrypted);
  }

  @Test
  void sameTextNeverLooksTheSame() {
    assertThat(encryption.encrypt("s3cret"))
        .startsWith(encryption.currentPrefix())
        .doesNotContain("s3cret")
        .isNotEqualTo(encryption.encrypt("s3cret"));
  }

  @Test
  void olderKeysOnlyDecrypt() {
    Encryption changed = new Encryption(List.of(NEW, OLD));

    assertThat(changed.decrypt(encryption.encrypt("s3cret"))).isEqualTo("s3cret");
    assertThat(new Encryption(List.of(NEW)).decrypt(changed.encrypt("other"))).isEqualTo("other");
  }

  @Test
  void refusesWhatWasChangedOrIsOfAnotherKey() {
    String encrypted = encryption.encrypt("s3cret");
    String prefix = encryption.currentPrefix();
    char last = encrypted.charAt(prefix.length() + 30);
    String changed =
        encrypted.substring(0, prefix.length() + 30)
            + (last == 'A' ? 'B' : 'A')
            + encrypted.substring(prefix.length() + 31);

    assertUnreadable(encryption, changed);
    assertUnreadable(encryption, prefix);
    assertUnreadable(encryption, prefix + "no base64!");
    assertUnreadable(encryption, prefix + "AAAA");
    assertUnreadable(encryption, "s3cret");
    assertUnreadable(new Encryption(List.of(NEW)), encrypted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "QUFBQQ==", "correct horse battery staple"})
  void saysHowToMakeAKeyAndNotWhatWasGiven(String key) {
    assertThatExceptionOfType(EncryptionKeyException.class)
        .isThrownBy(() -> new Encryption(List.of(key)))
        .satisfies(e -> assertThat(e.action()).contains("openssl rand -base64 32"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(key));
  }

  private static void assertUnreadable(Encryption encryption, String encrypted) {
    assertThatExceptionOfType(UnreadableSecretException.class)
        .isThrownBy(() -> encryption.decrypt(encrypted));
  }
}
