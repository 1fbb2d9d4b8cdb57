package dev.shiplog.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.Api;
import dev.shiplog.support.EventClient;
import dev.shiplog.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a service manager and the viewers see of a server that is told to end. */
@Timeout(600)
class TerminationTest {

  private static final Duration START = Duration.ofMinutes(3);
  private static final String UNTIL_TOLD =
      "trap 'echo cleaned up; exit 0' TERM; (setsid sleep 600 &); exec 9<> <(:); echo started;"
          + " while :; do read -t 0.05 -u 9 || true; done";

  private Path data;
  private ServerProcess server;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    data = directory.toRealPath().resolve("data");
    restart();
  }

  @AfterEach
  void killAll() {
    server.kill();
    Processes.killAll(data);
  }

  @Test
  void whatRunsEndsCleanlyAndIsMarkedAndWhatIsQueuedWaits() {
    Api api = server.admin().withToken();
    long app = api.createApp(UNTIL_TOLD, "");
    long running = api.deploy(app);
    long queued = api.deploy(app);
    EventClient viewer =
        EventClient.connect(
            server.port(), api.authorization(), "/api/deployments/logs/stream?id=" + running);
    await().atMost(START).until(() -> viewer.lines().contains("started\n"));

    long told = System.nanoTime();
    server.terminate();
    assertThat(viewer.awaitClose()).isEqualTo(1012);
    await().atMost(START).until(() -> server.exit().isPresent());
    Duration took = Duration.ofNanos(System.nanoTime() - told);

    assertThat(took).isLessThan(Duration.ofSeconds(30));
    assertThat(Processes.ofDeployments(data)).isEmpty();
    restart();
    JsonNode ended = server.admin().deployment(running);
    assertThat(ended.path("status").asString()).isEqualTo("failed");
    assertThat(ended.path("error_message").asString())
        .isEqualTo("Interrupted: the server was stopped");
    assertThat(server.admin().send("GET", "/api/deployments/" + running + "/log", "").body())
        .endsWith("\nstarted\ncleaned up\nInterrupted: the server was stopped\n");
    server.admin().awaitLog(queued, "started\n");
  }

  private void restart() {
    server = CrashServer.start(data, data.resolveSibling("output"));
    server.awaitReady(START);
  }
}
