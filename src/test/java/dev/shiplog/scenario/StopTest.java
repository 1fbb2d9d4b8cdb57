package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.Gate;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How running deployments are ended, kept apart and kept from telling secrets. */
class StopTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void aStoppedDeploymentEndsWithinSecondsAndLeavesNoProcess() throws IOException {
    Path pid = directory.resolve("pid");
    String build = "sleep 600 & echo $! > '" + pid + "'; echo begun; wait";
    long id = api().deploy(api().createApp(build, "echo never"));
    api().awaitLog(id, "\nbegun\n");
    Path process = Path.of("/proc", Files.readString(pid).strip());
    assertThat(runs(process)).isTrue();

    api().call("POST", "/api/deployments/" + id + "/stop", "");

    await().atMost(Duration.ofSeconds(10)).until(() -> status(id).equals("stopped"));
    JsonNode deployment = api().deployment(id);
    assertThat(deployment.path("failed_stage").asString()).isEqualTo("building");
    assertThat(deployment.path("progress").asInt()).isEqualTo(50);
    assertThat(deployment.path("finished_at").isNull()).isFalse();
    assertThat(runs(process)).isFalse();
    assertThat(log(id)).contains("begun\n").doesNotContain("$ echo never");
    assertThat(api().send("POST", "/api/deployments/" + id + "/stop", "").statusCode())
        .isEqualTo(409);
  }

  @Test
  void aDeploymentThatTakesTooLongFails() {
    long app = api().createApp(Map.of("buildCommand", "sleep 600", "timeoutSeconds", 1));

    JsonNode deployment = api().awaitEnd(api().deploy(app));

    assertThat(deployment.path("status").asString()).isEqualTo("failed");
    assertThat(deployment.path("failed_stage").asString()).isEqualTo("building");
    assertThat(deployment.path("error_message").asString()).contains("Timed out");
    assertThat(deployment.path("duration").asInt()).isBetween(1, 20);
  }

  @Test
  void deploymentsOfOneAppTakeTurnsWhileAnotherAppsRunsBesideThem() {
    var gate = new Gate(directory);
    Path lock = directory.resolve("lock");
    String alone =
        "mkdir '%1$s' && echo entered; %2$s; rmdir '%1$s'".formatted(lock, gate.waitFor());
    long app = api().createApp(alone, "");
    long first = api().deploy(app);
    long second = api().deploy(app);
    api().awaitLog(first, "\nentered\n");

    long other = api().deploy(api().createApp("echo other", ""));

    assertThat(api().awaitEnd(other).path("status").asString()).isEqualTo("success");
    assertThat(status(first)).isEqualTo("building");
    assertThat(status(second)).isEqualTo("pending");
    gate.open();
    Instant end = Instant.parse(api().awaitEnd(first).path("finished_at").asString());
    Instant begin = Instant.parse(api().awaitEnd(second).path("started_at").asString());
    assertThat(begin).isAfterOrEqualTo(end);
    assertThat(log(second)).contains("\nentered\n");
    assertThat(status(first)).isEqualTo("success");
    assertThat(status(second)).isEqualTo("success");
  }

  @Test
  void secretsAreHiddenInTheLog() {
    long app =
        api()
            .createApp(
                Map.of(
                    "buildCommand",
                    "echo \"key is $API_KEY in $PLACE\"; echo \"$API_KEY\" >&2",
                    "environment",
                    Map.of("PLACE", "production"),
                    "secrets",
                    Map.of("API_KEY", "hunter2-and-more")));

    long id = api().deploy(app);

    assertThat(api().awaitEnd(id).path("status").asString()).isEqualTo("success");
    assertThat(log(id)).contains("key is *** in production\n").doesNotContain("hunter2");
    assertThat(log(id).lines()).contains("***");
  }

  /** A process that has ended has no command line, even if nobody has taken notice of its end. */
  private static boolean runs(Path process) {
    try {
      return Files.readAllBytes(process.resolve("cmdline")).length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String status(long id) {
    return api().deployment(id).path("status").asString();
  }

  private String log(long id) {
    return api().call("GET", "/api/deployments/logs?id=" + id, "").path("logs").asString();
  }
}
