package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.Api;
import dev.shiplog.support.OwnShiplog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A start after the server was lost, with the traces that it left. */
class LostDeploymentsTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path data;

  @Test
  void aLogThatCannotBeReadKeepsNothingElseFromGoingOn() throws IOException {
    long app;
    long other;
    long unreadable;
    long readable;
    String token = UUID.randomUUID().toString();
    Process lost = process(token);
    try (OwnShiplog server = OwnShiplog.start(data)) {
      Api api = server.api().withToken();
      app = api.createApp("echo one", "");
      other = api.createApp("echo two", "");
      unreadable = api.deploy(app);
      readable = api.deploy(other);
      api.awaitEnd(unreadable);
      api.awaitEnd(readable);
      loseWhileRunning(server, unreadable, token);
      loseWhileRunning(server, readable, UUID.randomUUID().toString());
    }
    Path log = data.resolve("logs").resolve(unreadable + ".log");
    Files.delete(log);
    Files.createDirectories(log.resolve("in the way"));
    Path orphan = data.resolve("workspaces/999/source");
    Files.createDirectories(orphan);

    try (OwnShiplog server = OwnShiplog.start(data)) {
      Api api = server.api().withToken();
      assertInterrupted(api.awaitEnd(unreadable));
      assertInterrupted(api.awaitEnd(readable));
      assertThat(lost.isAlive()).as("its processes are gone before the app is free").isFalse();
      assertThat(api.send("GET", "/api/deployments/" + readable + "/log", "").body())
          .contains("two\n")
          .contains("Interrupted");
      assertThat(api.awaitEnd(api.deploy(app)).path("status").asString()).isEqualTo("success");
      assertThat(api.awaitEnd(api.deploy(other)).path("status").asString()).isEqualTo("success");
      await().atMost(LONG).until(() -> Files.notExists(orphan.getParent()));

      api.call("DELETE", "/api/apps/" + app, "");
      await().atMost(LONG).until(() -> Files.notExists(data.resolve("workspaces/" + app)));
    } finally {
      lost.destroyForcibly();
    }
  }

  private static void assertInterrupted(JsonNode deployment) {
    assertThat(deployment.path("status").asString()).isEqualTo("failed");
    assertThat(deployment.path("error_message").asString())
        .isEqualTo("Interrupted: the server was lost while it ran");
  }

  private static Process process(String token) throws IOException {
    var builder = new ProcessBuilder("sleep", "600");
    builder.environment().put("SHIPLOG_RUN_TOKEN", token);
    return builder.start();
  }

  /** What a server that was killed leaves in the database. */
  private void loseWhileRunning(OwnShiplog server, long id, String token) throws IOException {
    server
        .get(JdbcClient.class)
        .sql(
            "UPDATE deployments SET status = 'building', stage = 'building', finished_at = NULL,"
                + " running_app_id = app_id, runner = :runner, run_token = :token WHERE id = :id")
        .param("runner", Files.readString(data.resolve("server-id")))
        .param("token", token)
        .param("id", id)
        .update();
  }
}
