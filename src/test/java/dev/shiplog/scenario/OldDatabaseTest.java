package dev.shiplog.scenario;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.shiplog.ShiplogApplication;
import dev.shiplog.support.Api;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * A data directory of a Shiplog that ran with H2 2.5.252. Its database, in the tests' resources,
 * was written by that server through its API: users, a token, an app and two deployments.
 */
@ExtendWith(OutputCaptureExtension.class)
class OldDatabaseTest {

  private static final String WRITTEN = "/database/h2-2.5.252.mv.db.gz";

  @TempDir private Path data;

  @Test
  void isCopiedAndThenReadsAsBefore(CapturedOutput output) throws IOException {
    byte[] database = database();
    Files.write(data.resolve("shiplog.mv.db"), database);

    try (ConfigurableApplicationContext server = start()) {
      Path copy = data.resolve("shiplog.before.mv.db");
      assertThat(copy).hasBinaryContent(database);
      assertThat(output.getAll().lines().filter(line -> line.contains(copy.toString()))).hasSize(1);
      readsAsBefore(new Api(address(server), "admin", "correct horse battery"));
    }
  }

  @Test
  void upgradeThatAKillCutShortIsBegunAgain() throws Exception {
    byte[] database = database();
    Files.write(data.resolve("shiplog.mv.db"), database);
    migrateByHalf();
    Files.write(data.resolve("shiplog.before.mv.db"), database);
    Files.writeString(data.resolve("shiplog.changing"), "copied");

    try (ConfigurableApplicationContext server = start()) {
      readsAsBefore(new Api(address(server), "admin", "correct horse battery"));
    }
  }

  @Test
  void upgradeThatFailsLeavesTheDatabaseAsItWas() throws Exception {
    Files.write(data.resolve("shiplog.mv.db"), database());
    migrateByHalf();
    byte[] before = Files.readAllBytes(data.resolve("shiplog.mv.db"));

    assertThatException().isThrownBy(this::start).withMessageContaining("V4__list_indexes.sql");

    assertThat(data.resolve("shiplog.mv.db")).hasBinaryContent(before);
    assertThat(data.resolve("shiplog.changing")).doesNotExist();
  }

  private ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(ShiplogApplication.class)
        .run("--server.port=0", "--shiplog.data-dir=" + data);
  }

  /** Does what the first statement of a migration does: each is committed by itself. */
  private void migrateByHalf() throws IOException, SQLException {
    String migration;
    try (InputStream sql =
        Objects.requireNonNull(
            OldDatabaseTest.class.getResourceAsStream("/db/migration/V4__list_indexes.sql"))) {
      migration = new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    }
    String url =
        "jdbc:h2:file:"
            + data.resolve("shiplog")
            + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    try (Connection connection = DriverManager.getConnection(url, "shiplog", "shiplog");
        Statement statement = connection.createStatement()) {
      String first =
          migration
              .lines()
              .filter(line -> !line.startsWith("--"))
              .collect(joining(" "))
              .split(";", 2)[0];
      statement.execute(first);
    }
  }

  private static void readsAsBefore(Api api) {
    JsonNode deployments = api.call("GET", "/api/deployments", "");
    assertThat(deployments.path("total").asInt()).isEqualTo(2);
    assertThat(deployments.path("items").findValuesAsString("status"))
        .containsExactly("failed", "success");
    JsonNode failed = deployments.path("items").path(0);
    assertThat(failed.path("error_message").asString())
        .isEqualTo("Build command failed with exit code 1");
    assertThat(failed.path("finished_at").asString()).isEqualTo("2026-11-26T22:57:32Z");
    JsonNode app = api.call("GET", "/api/apps/1", "");
    assertThat(app.path("project_name").asString()).isEqualTo("Web");
    assertThat(app.path("environment").path("REGION").asString()).isEqualTo("north");
    assertThat(api.call("GET", "/api/users", "").findValuesAsString("username"))
        .contains("admin", "ada");
    assertThat(api.call("GET", "/api/tokens", "").toString()).contains("CI server");
    long next = api.deploy(1);
    assertThat(api.awaitEnd(next).path("number").asInt()).isEqualTo(3);
  }

  private static String address(ConfigurableApplicationContext server) {
    return "http://localhost:" + server.getEnvironment().getProperty("local.server.port");
  }

  private static byte[] database() throws IOException {
    try (InputStream packed =
        new GZIPInputStream(
            Objects.requireNonNull(OldDatabaseTest.class.getResourceAsStream(WRITTEN)))) {
      return packed.readAllBytes();
    }
  }
}
