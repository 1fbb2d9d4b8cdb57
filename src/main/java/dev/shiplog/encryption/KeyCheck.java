package dev.shiplog.encryption;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes sure that the key fits the database before anything is encrypted with it: the database
 * holds one word that the key must be able to read.
 */
@Configuration(proxyBeanMethods = false)
class KeyCheck {

  private static final Logger log = LoggerFactory.getLogger(KeyCheck.class);
  private static final String WORD = "Shiplog";

  private final EncryptionSettings settings;
  private final JdbcClient jdbc;
  private final KeyFile file;

  KeyCheck(EncryptionSettings settings, JdbcClient jdbc) {
    this.settings = settings;
    this.jdbc = jdbc;
    this.file = new KeyFile(settings.keyFile());
  }

  /** Throws {@link EncryptionKeyException}. */
  @Bean
  @DependsOnDatabaseInitialization
  Encryption encryption() {
    Optional<String> stored = stored();
    if (stored.isEmpty()) {
      Encryption encryption = new Encryption(keysOrNew());
      if (store(encryption)) {
        return encryption;
      }
      stored = stored(); // Another server was first: its key counts.
    }
    return checked(stored.orElseThrow());
  }

  private Encryption checked(String word) {
    if (settings.discardUnreadable()) {
      log.warn(
          "shiplog.encryption.discard-unreadable is on: secrets that cannot be read are removed; take"
              + " it away after this start");
      Encryption encryption = new Encryption(keysOrNew());
      replace(word, encryption);
      return encryption;
    }
    Encryption encryption =
        new Encryption(keys().orElseThrow(() -> EncryptionKeyException.missing(file)));
    if (!canRead(encryption, word)) {
      throw EncryptionKeyException.wrong(encryption.names());
    }
    if (!word.startsWith(encryption.currentPrefix())) {
      replace(word, encryption);
    }
    return encryption;
  }

  private static boolean canRead(Encryption encryption, String word) {
    try {
      return encryption.decrypt(word).equals(WORD);
    } catch (UnreadableSecretException e) {
      return false;
    }
  }

  private Optional<List<String>> keys() {
    return settings.key().isEmpty() ? file.read() : Optional.of(settings.key());
  }

  private List<String> keysOrNew() {
    return keys()
        .orElseGet(
            () -> {
              file.create();
              log.info("Created the key for secrets, {}; keep a copy of it apart", file);
              return file.read().orElseThrow(() -> EncryptionKeyException.missing(file));
            });
  }

  private Optional<String> stored() {
    return jdbc.sql("SELECT word FROM encryption_key WHERE id = 1").query(String.class).optional();
  }

  private boolean store(Encryption encryption) {
    try {
      jdbc.sql("INSERT INTO encryption_key (id, word) VALUES (1, :word)")
          .param("word", encryption.encrypt(WORD))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private void replace(String word, Encryption encryption) {
    jdbc.sql("UPDATE encryption_key SET word = :word WHERE id = 1 AND word = :old")
        .param("word", encryption.encrypt(WORD))
        .param("old", word)
        .update();
  }
}
