package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shiplog.ShiplogApplication;
import dev.shiplog.support.Api;
import dev.shiplog.support.WireClient;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import tools.jackson.databind.JsonNode;

/** A server over the database of a version that stored secrets as they are. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsUpgradeTest {

  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir private Path data;

  @Test
  void secretsStayWhatTheyWereAndAreNoLongerToBeRead(CapturedOutput output) {
    storeAsTheOlderVersionDid();

    try (ConfigurableApplicationContext server = start()) {
      var api = new Api(addressOf(server), "old", PASSWORD);
      JsonNode app = api.call("GET", "/api/apps/1", "");
      assertThat(app.path("repository").asString()).isEqualTo("https://***@example.org/web.git");
      assertThat(app.path("secret_names").toString()).isEqualTo("[\"KEY\"]");
      var browser = new WireClient(addressOf(server), "old", PASSWORD);
      for (String page : List.of("/apps/1", "/apps/1/edit")) {
        assertThat(WireClient.text(browser.get(page)))
            .contains("https://***@example.org/web.git")
            .doesNotContain("plain-");
      }
      assertThat(api.awaitEnd(api.deploy(2)).path("status").asString()).isEqualTo("success");
      List<String> stored = stored(server.getBean(JdbcClient.class));
      assertThat(stored).hasSize(4).noneMatch(row -> row.contains("plain-"));
    }
    assertThat(output).contains("Encrypted 3 secrets and passwords");
    assertThat(output.getAll()).doesNotContain("plain-");

    assertThatThrownBy(() -> start("--shiplog.encryption.key=" + OTHER_KEY))
        .hasMessageContaining("another key");
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Give the key back, in shiplog.encryption.key")
        .doesNotContain(OTHER_KEY);
  }

  private void storeAsTheOlderVersionDid() {
    var database = new DriverManagerDataSource(url(), "shiplog", "shiplog");
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/migration")
        .target("3")
        .load()
        .migrate();
    String hash = PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(PASSWORD);
    JdbcClient jdbc = JdbcClient.create(database);
    jdbc.sql("INSERT INTO users VALUES (1, 'old', ?, 'ADMIN', 0)").param(hash).update();
    Stream.of(
            "INSERT INTO projects VALUES (1, 'Shop', 1, 0)",
            """
            INSERT INTO apps (id, project_id, name, repository, branch, build_command,
              deploy_command, created_at)
            VALUES (1, 1, 'web', 'https://ada:plain-1@example.org/web.git', 'main', '', '', 0)
            """,
            """
            INSERT INTO apps (id, project_id, name, repository, branch, build_command,
              deploy_command, created_at)
            VALUES (2, 1, 'api', '', 'main', 'test "$KEY" = plain-"3"', '', 0)
            """,
            "INSERT INTO app_variables VALUES (1, 'KEY', 'plain-2', TRUE)",
            "INSERT INTO app_variables VALUES (2, 'KEY', 'plain-3', TRUE)")
        .forEach(statement -> jdbc.sql(statement).update());
  }

  /** All that is stored of apps but their commands. */
  private static List<String> stored(JdbcClient jdbc) {
    return Stream.of(
            "SELECT CONCAT(repository, COALESCE(repository_credentials, '')) FROM apps",
            "SELECT CONCAT(content, COALESCE(encrypted_content, '')) FROM app_variables")
        .flatMap(query -> jdbc.sql(query).query(String.class).list().stream())
        .toList();
  }

  private ConfigurableApplicationContext start(String... settings) {
    return new SpringApplicationBuilder(ShiplogApplication.class)
        .run(
            Stream.concat(
                    Stream.of("--server.port=0", "--shiplog.data-dir=" + data), Stream.of(settings))
                .toArray(String[]::new));
  }

  private String url() {
    return "jdbc:h2:file:%s/shiplog;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
        .formatted(data);
  }

  private static String addressOf(ConfigurableApplicationContext server) {
    return "http://localhost:" + server.getEnvironment().getProperty("local.server.port");
  }
}
