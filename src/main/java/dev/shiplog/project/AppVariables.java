package dev.shiplog.project;

import dev.shiplog.account.Viewer;
import dev.shiplog.encryption.Encryption;
import dev.shiplog.problem.InvalidInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The variables that apps hand to their commands, as they are stored: the secret ones encrypted.
 */
@Repository
class AppVariables {

  private final JdbcClient jdbc;
  private final Encryption encryption;

  AppVariables(JdbcClient jdbc, Encryption encryption) {
    this.jdbc = jdbc;
    this.encryption = encryption;
  }

  /** What may be shown of an app's variables. */
  record Shown(Map<String, String> plain, Set<String> secretNames) {

    static Shown none() {
      return new Shown(new TreeMap<>(), new TreeSet<>());
    }

    private void add(String name, String content, boolean secret) {
      if (secret) {
        secretNames.add(name);
      } else {
        plain.put(name, content);
      }
    }
  }

  /** By app; an app without variables is missing. */
  Map<Long, Shown> visibleTo(Viewer viewer) {
    Map<Long, Shown> byApp = new HashMap<>();
    jdbc.sql(
            "SELECT v.app_id, v.name, v.content, v.is_secret FROM app_variables v JOIN apps a ON a.id = v.app_id"
                + " JOIN projects p ON p.id = a.project_id WHERE "
                + ProjectAccess.VISIBLE)
        .params(ProjectAccess.of(viewer))
        .query(
            rs -> {
              byApp
                  .computeIfAbsent(rs.getLong("app_id"), id -> Shown.none())
                  .add(rs.getString("name"), rs.getString("content"), rs.getBoolean("is_secret"));
            });
    return byApp;
  }

  Shown of(long appId) {
    Shown shown = Shown.none();
    jdbc.sql("SELECT name, content, is_secret FROM app_variables WHERE app_id = :id")
        .param("id", appId)
        .query(
            rs -> {
              shown.add(rs.getString("name"), rs.getString("content"), rs.getBoolean("is_secret"));
            });
    return shown;
  }

  /** The values of the secrets by name; throws as {@link Encryption#decrypt}. */
  Map<String, String> secrets(long appId) {
    Map<String, String> values = new TreeMap<>();
    encrypted(appId).forEach((name, value) -> values.put(name, encryption.decrypt(value)));
    return values;
  }

  /**
   * Replaces all variables; a secret without a value keeps the one that is stored.
   *
   * @throws InvalidInputException there is none
   */
  void replace(long appId, AppSettings settings) {
    Map<String, String> stored = encrypted(appId);
    jdbc.sql("DELETE FROM app_variables WHERE app_id = :id").param("id", appId).update();
    settings.environment().forEach((name, value) -> insert(appId, name, value, null));
    settings
        .secrets()
        .forEach(
            (name, value) ->
                insert(
                    appId,
                    name,
                    "",
                    value
                        .map(encryption::encrypt)
                        .or(() -> Optional.ofNullable(stored.get(name)))
                        .orElseThrow(
                            () ->
                                new InvalidInputException(
                                    "secrets", "give a value for the new secret " + name))));
  }

  private Map<String, String> encrypted(long appId) {
    Map<String, String> byName = new HashMap<>();
    jdbc.sql(
            "SELECT name, content, encrypted_content FROM app_variables WHERE app_id = :id AND is_secret")
        .param("id", appId)
        .query(
            rs -> {
              String encrypted = rs.getString("encrypted_content");
              byName.put(
                  rs.getString("name"),
                  // A server of an older version that shares the database stores no other.
                  encrypted == null ? encryption.encrypt(rs.getString("content")) : encrypted);
            });
    return byName;
  }

  /**
   * @param encrypted null for a variable that is no secret
   */
  private void insert(long appId, String name, String content, @Nullable String encrypted) {
    jdbc.sql(
            "INSERT INTO app_variables (app_id, name, content, is_secret, encrypted_content)"
                + " VALUES (:id, :name, :content, :secret, :encrypted)")
        .param("id", appId)
        .param("name", name)
        .param("content", content)
        .param("secret", encrypted != null)
        .param("encrypted", encrypted)
        .update();
  }
}
