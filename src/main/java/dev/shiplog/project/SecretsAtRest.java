package dev.shiplog.project;

import dev.shiplog.encryption.Encryption;
import dev.shiplog.encryption.EncryptionKeyException;
import dev.shiplog.encryption.EncryptionSettings;
import dev.shiplog.encryption.UnreadableSecretException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Encrypts, before the server does anything else, what an older version stored as it is and what
 * was encrypted with a key that is being replaced. Each row is changed by itself, and only if it is
 * still as it was read: killed in between, the next start goes on with the rest.
 */
@Component
class SecretsAtRest implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(SecretsAtRest.class);

  private static final Column SECRETS =
      new Column(
          "SELECT app_id, name, encrypted_content AS content FROM app_variables"
              + " WHERE encrypted_content NOT LIKE :current",
          "UPDATE app_variables SET encrypted_content = :encrypted"
              + " WHERE app_id = :app AND name = :name AND encrypted_content = :content",
          "DELETE FROM app_variables WHERE app_id = :app AND name = :name AND encrypted_content = :content");
  private static final Column CREDENTIALS =
      new Column(
          "SELECT id AS app_id, 'the password of its repository' AS name, repository_credentials AS content FROM apps"
              + " WHERE repository_credentials NOT LIKE :current",
          "UPDATE apps SET repository_credentials = :encrypted"
              + " WHERE id = :app AND repository_credentials = :content",
          "UPDATE apps SET repository_credentials = NULL"
              + " WHERE id = :app AND repository_credentials = :content");

  private final JdbcClient jdbc;
  private final Encryption encryption;
  private final boolean discards;

  SecretsAtRest(JdbcClient jdbc, Encryption encryption, EncryptionSettings settings) {
    this.jdbc = jdbc;
    this.encryption = encryption;
    this.discards = settings.discardUnreadable();
  }

  /** Throws {@link EncryptionKeyException} if something cannot be decrypted. */
  @Override
  public void afterSingletonsInstantiated() {
    int encrypted = encryptSecrets() + encryptCredentials();
    if (encrypted > 0) {
      log.info("Encrypted {} secrets and passwords that an older version had not", encrypted);
    }
    int unreadable = renew(SECRETS) + renew(CREDENTIALS);
    if (unreadable > 0) {
      throw EncryptionKeyException.unreadable(unreadable);
    }
  }

  private int encryptSecrets() {
    return rows(
            "SELECT app_id, name, content FROM app_variables WHERE is_secret AND encrypted_content IS NULL")
        .stream()
        .mapToInt(
            row ->
                jdbc.sql(
                        "UPDATE app_variables SET content = '', encrypted_content = :encrypted WHERE app_id = :app"
                            + " AND name = :name AND is_secret AND encrypted_content IS NULL AND content = :content")
                    .params(row.params())
                    .param("encrypted", encryption.encrypt(row.content()))
                    .update())
        .sum();
  }

  private int encryptCredentials() {
    return rows(
            "SELECT id AS app_id, 'the password of its repository' AS name, repository AS content FROM apps"
                + " WHERE repository LIKE '%://%@%'")
        .stream()
        .mapToInt(row -> encryptCredentials(row.app(), row.content()))
        .sum();
  }

  private int encryptCredentials(long app, String address) {
    return RepositoryAddress.credentials(address)
        .map(
            credentials ->
                jdbc.sql(
                        "UPDATE apps SET repository = :bare, repository_credentials = :encrypted"
                            + " WHERE id = :app AND repository = :address")
                    .param("bare", RepositoryAddress.withoutCredentials(address))
                    .param("encrypted", encryption.encrypt(credentials))
                    .param("app", app)
                    .param("address", address)
                    .update())
        .orElse(0);
  }

  /** Encrypts with the current key what another one encrypted; returns how many cannot be read. */
  private int renew(Column column) {
    int unreadable = 0;
    for (Row row : rows(column.select())) {
      try {
        String renewed = encryption.encrypt(encryption.decrypt(row.content()));
        jdbc.sql(column.renew()).params(row.params()).param("encrypted", renewed).update();
      } catch (UnreadableSecretException e) {
        if (discards) {
          jdbc.sql(column.discard()).params(row.params()).update();
          log.warn("App {} has lost a secret, {}; enter it again", row.app(), row.name());
        } else {
          unreadable++;
        }
      }
    }
    return unreadable;
  }

  private List<Row> rows(String select) {
    return jdbc.sql(select)
        .param("current", encryption.currentPrefix() + "%")
        .query(
            (rs, n) -> new Row(rs.getLong("app_id"), rs.getString("name"), rs.getString("content")))
        .list();
  }

  private record Row(long app, String name, String content) {
    Map<String, Object> params() {
      return Map.of("app", app, "name", name, "content", content);
    }
  }

  /** The statements over one kind of encrypted value. */
  private record Column(String select, String renew, String discard) {}
}
