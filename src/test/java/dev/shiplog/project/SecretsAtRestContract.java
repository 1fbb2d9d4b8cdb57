package dev.shiplog.project;

import static dev.shiplog.project.Repositories.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shiplog.encryption.Encryption;
import dev.shiplog.encryption.EncryptionKeyException;
import dev.shiplog.encryption.EncryptionSettings;
import dev.shiplog.problem.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How secrets stand in the database, and what a start makes of those of an older version. */
abstract class SecretsAtRestContract {

  private static final String ADDRESS = "https://ada:pa%2Fss@example.org/web.git";
  private static final String OTHER_KEY =
      Base64.getEncoder().encodeToString("k".repeat(32).getBytes(StandardCharsets.US_ASCII));

  private Repositories repositories;
  private Apps apps;
  private long shop;

  abstract DataSource freshDatabase();

  @BeforeEach
  void createAProject() {
    repositories = new Repositories(freshDatabase());
    apps = repositories.get(Apps.class);
    shop = repositories.get(Projects.class).create(OWNER, "Shop").id();
  }

  @AfterEach
  void close() {
    repositories.close();
  }

  @Test
  void whatIsStoredShowsNoSecret() {
    App app = apps.create(OWNER, shop, settings(ADDRESS, Map.of("KEY", Optional.of("s3cret-1"))));

    assertThat(stored()).doesNotContain("s3cret-1").doesNotContain("pa%2Fss").doesNotContain("ada");
    assertThat(apps.secrets(app.id())).isEqualTo(Map.of("KEY", "s3cret-1"));
    assertThat(app.repository()).isEqualTo("https://***@example.org/web.git");
    assertThat(apps.get(OWNER, app.id()).repository()).isEqualTo(app.repository());
    assertThat(apps.visibleTo(OWNER)).containsExactly(app);
    assertThat(apps.findToRun(app.id()).orElseThrow().repository()).isEqualTo(ADDRESS);
  }

  @Test
  void addressIsKeptChangedAndClearedWithItsPassword() {
    long web = apps.create(OWNER, shop, settings(ADDRESS, Map.of())).id();

    apps.update(OWNER, web, settings("https://***@example.org/web.git", Map.of()));
    assertThat(repository(web)).isEqualTo(ADDRESS);

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> apps.update(OWNER, web, settings("https://***@evil.example/web.git", Map.of())))
        .satisfies(e -> assertThat(e.field()).isEqualTo("repository"));
    assertThat(repository(web)).isEqualTo(ADDRESS);

    apps.update(OWNER, web, settings("https://token@example.org/web.git", Map.of()));
    assertThat(repository(web)).isEqualTo("https://token@example.org/web.git");
    apps.update(OWNER, web, settings("ssh://git@example.org/web.git", Map.of()));
    assertThat(repository(web)).isEqualTo("ssh://git@example.org/web.git");
    apps.update(OWNER, web, settings("", Map.of()));
    assertThat(repository(web)).isEmpty();
  }

  @Test
  void longestValuesFit() {
    String secret = "部".repeat(19_998) + "🚀";
    String address = "https://" + "部".repeat(900) + ":pw@example.org/";
    address += "x".repeat(1000 - address.length());

    long web = apps.create(OWNER, shop, settings(address, Map.of("KEY", Optional.of(secret)))).id();

    assertThat(apps.secrets(web)).isEqualTo(Map.of("KEY", secret));
    assertThat(repository(web)).isEqualTo(address);
  }

  @Test
  void startEncryptsWhatAnOlderVersionStored() {
    String looksEncrypted = repositories.get(Encryption.class).encrypt("x");
    long web = repositories.createApp(shop, "web", "");
    long api = repositories.createApp(shop, "api", "git@example.org:api.git");
    plainSecret(web, "KEY", "s3cret-1");
    plainSecret(web, "ODD", looksEncrypted);
    plainSecret(api, "KEY", "部".repeat(20_000));
    repositories
        .jdbc()
        .sql("UPDATE apps SET repository = ? WHERE id = ?")
        .params(ADDRESS, web)
        .update();
    assertThat(apps.secrets(web)).isEqualTo(Map.of("KEY", "s3cret-1", "ODD", looksEncrypted));
    assertThat(apps.get(OWNER, web).repository()).doesNotContain("pa%2Fss");

    start();

    assertThat(stored())
        .doesNotContain("s3cret-1")
        .doesNotContain("pa%2Fss")
        .doesNotContain(looksEncrypted)
        .doesNotContain("部");
    assertThat(apps.secrets(web)).isEqualTo(Map.of("KEY", "s3cret-1", "ODD", looksEncrypted));
    assertThat(apps.secrets(api)).isEqualTo(Map.of("KEY", "部".repeat(20_000)));
    assertThat(repository(web)).isEqualTo(ADDRESS);
    assertThat(repository(api)).isEqualTo("git@example.org:api.git");
    assertThat(apps.get(OWNER, web).secretNames()).containsExactlyInAnyOrder("KEY", "ODD");

    String before = stored();
    start();
    assertThat(stored()).isEqualTo(before);
  }

  @Test
  void startRenewsWhatAnOlderKeyEncrypted() {
    long web =
        apps.create(OWNER, shop, settings(ADDRESS, Map.of("KEY", Optional.of("s3cret-1")))).id();
    Encryption changed = new Encryption(List.of(OTHER_KEY, Repositories.KEY));

    start(changed, false);

    assertThat(stored()).doesNotContain(repositories.get(Encryption.class).currentPrefix());
    start(new Encryption(List.of(OTHER_KEY)), false);
    start(new Encryption(List.of(Repositories.KEY, OTHER_KEY)), false);
    assertThat(apps.secrets(web)).isEqualTo(Map.of("KEY", "s3cret-1"));
    assertThat(repository(web)).isEqualTo(ADDRESS);
  }

  @Test
  void startRefusesWhatItCannotReadAndRemovesItOnlyWhenToldSo() {
    long web =
        apps.create(OWNER, shop, settings(ADDRESS, Map.of("KEY", Optional.of("s3cret-1")))).id();
    String before = stored();
    Encryption stranger = new Encryption(List.of(OTHER_KEY));

    assertThatExceptionOfType(EncryptionKeyException.class)
        .isThrownBy(() -> start(stranger, false))
        .withMessageStartingWith("2 secrets or passwords");
    assertThat(stored()).isEqualTo(before);

    start(stranger, true);
    assertThat(apps.get(OWNER, web).secretNames()).isEmpty();
    assertThat(repository(web)).isEqualTo("https://example.org/web.git");
    start(stranger, false);
  }

  private void start() {
    start(repositories.get(Encryption.class), false);
  }

  private void start(Encryption encryption, boolean discard) {
    var settings = new EncryptionSettings(List.of(), Path.of(""), discard);
    new SecretsAtRest(repositories.jdbc(), encryption, settings).afterSingletonsInstantiated();
  }

  private static AppSettings settings(String address, Map<String, Optional<String>> secrets) {
    return new AppSettings("web", address, "", "make", "", Map.of(), secrets, Optional.empty());
  }

  private String repository(long app) {
    return apps.findToRun(app).orElseThrow().repository();
  }

  private void plainSecret(long app, String name, String value) {
    repositories
        .jdbc()
        .sql("INSERT INTO app_variables (app_id, name, content, is_secret) VALUES (?, ?, ?, TRUE)")
        .params(app, name, value)
        .update();
  }

  /** All that the two tables hold. */
  private String stored() {
    return repositories
            .jdbc()
            .sql(
                "SELECT CONCAT(app_id, name, content, COALESCE(encrypted_content, '')) FROM app_variables ORDER BY app_id, name")
            .query(String.class)
            .list()
        + "\n"
        + repositories
            .jdbc()
            .sql(
                "SELECT CONCAT(id, repository, COALESCE(repository_credentials, '')) FROM apps ORDER BY id")
            .query(String.class)
            .list();
  }
}
