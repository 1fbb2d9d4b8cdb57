package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.EventClient;
import dev.shiplog.support.Gate;
import dev.shiplog.support.ShiplogTest;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The four scenarios as a program sees them. */
class ApiScenariosTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void aCompletedSuccessIsOneResponse() {
    long id = api().deploy(api().createApp("echo built", "echo deployed"));
    api().awaitEnd(id);

    var response = api().send("GET", "/api/deployments/logs?id=" + id, "");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode data = api().call("GET", "/api/deployments/logs?id=" + id, "");
    assertThat(response.body()).contains("\"message\":\"Deployment logs retrieved successfully\"");
    assertThat(data.path("deployment").path("status").asString()).isEqualTo("success");
    assertThat(data.path("deployment").path("progress").asInt()).isEqualTo(100);
    assertThat(data.path("deployment").path("log_lines").asInt()).isEqualTo(6);
    assertThat(data.path("logs").asString())
        .isEqualTo(
            "=== Building ===\n"
                + "$ echo built\n"
                + "built\n"
                + "=== Deploying ===\n"
                + "$ echo deployed\n"
                + "deployed\n");
  }

  @Test
  void aCompletedFailureSaysItsStageAndExitCode() {
    long id = api().deploy(api().createApp("echo oops >&2; exit 7", "echo never"));
    JsonNode deployment = api().awaitEnd(id);

    assertThat(deployment.path("status").asString()).isEqualTo("failed");
    assertThat(deployment.path("failed_stage").asString()).isEqualTo("building");
    assertThat(deployment.path("progress").asInt()).isEqualTo(50);
    assertThat(deployment.path("error_message").asString()).contains("exit code 7");
    assertThat(logs(id)).contains("oops\n").doesNotContain("never\n");
  }

  @Test
  void oneInProgressRefersToTheSocketAndEndsThere() {
    var gate = new Gate(directory);
    long id =
        api().deploy(api().createApp("echo one; " + gate.waitFor() + "; echo two", "echo three"));
    api().awaitLog(id, "\none\n");

    var refused = api().send("GET", "/api/deployments/logs?id=" + id, "");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .isEqualTo(
            "{\"success\":false,\"message\":\"deployment is still in progress, use WebSocket"
                + " endpoint\",\"error\":\"\"}");

    EventClient client = watch(id, 0);
    await().until(() -> client.lines().contains("one\n"));
    assertThat(client.events().get(0).path("type").asString()).isEqualTo("status");
    gate.open();

    assertThat(client.awaitClose()).isEqualTo(1000);
    assertThat(client.statuses()).containsExactly("building", "deploying", "success");
    assertThat(String.join("", client.lines())).isEqualTo(logs(id));
    JsonNode last = client.events().get(client.events().size() - 1);
    assertThat(last.path("data").path("status").asString()).isEqualTo("success");
    assertThat(last.path("data").has("duration")).isTrue();
  }

  @Test
  void whatACommandPrintsToEitherStreamIsKeptInItsOrder() {
    String script = "for i in $(seq 20); do echo \"err $i\" >&2; echo \"out $i\"; done";
    long id = api().deploy(api().createApp(script, "true"));
    api().awaitEnd(id);

    assertThat(logs(id).lines().filter(line -> line.matches("(err|out) \\d+")))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 20)
                .boxed()
                .flatMap(i -> Stream.of("err " + i, "out " + i))
                .toList());
  }

  @Test
  void openedInTheMiddleItGetsExistingLinesFirstThenNewOnes() {
    var gate = new Gate(directory);
    long id =
        api()
            .deploy(
                api()
                    .createApp(
                        "seq 1 100; " + gate.waitFor() + "; seq 101 200; echo err >&2", "true"));
    api().awaitLog(id, "\n100\n");

    EventClient whole = watch(id, 0);
    EventClient resumed = watch(id, 40);
    await().until(() -> whole.lines().contains("100\n"));
    gate.open();

    assertThat(whole.awaitClose()).isEqualTo(1000);
    assertThat(resumed.awaitClose()).isEqualTo(1000);
    long lines = api().deployment(id).path("log_lines").asLong();
    assertThat(whole.numbers()).isEqualTo(LongStream.rangeClosed(1, lines).boxed().toList());
    assertThat(resumed.numbers()).isEqualTo(LongStream.rangeClosed(41, lines).boxed().toList());
    assertThat(String.join("", whole.lines())).isEqualTo(logs(id));
    assertThat(whole.events())
        .filteredOn(event -> event.path("type").asString().equals("log"))
        .extracting(event -> event.path("data").path("stream").asString())
        .containsOnly("stdout", "system");
  }

  @Test
  void aFinishedDeploymentsSocketSendsItAllAndCloses() {
    long id = api().deploy(api().createApp("seq 1 1200", "true"));
    api().awaitEnd(id);

    EventClient client = watch(id, 0);

    assertThat(client.awaitClose()).isEqualTo(1000);
    assertThat(String.join("", client.lines())).isEqualTo(logs(id));
    assertThat(client.statuses()).containsExactly("success", "success");
    assertThat(client.events().get(0).path("data").has("duration")).isFalse();
  }

  @Test
  void whoWaitsIsToldWhenThoseBeforeLeaveTheQueue() {
    var gate = new Gate(directory);
    long app = api().createApp(gate.waitFor(), "");
    api().deploy(app);
    long second = api().deploy(app);
    EventClient client = watch(api().deploy(app), 0);
    await().until(() -> client.messages().contains("Waiting in the queue, place 2"));

    api().call("POST", "/api/deployments/" + second + "/stop", "");
    await().until(() -> client.messages().contains("Waiting in the queue, place 1"));
    gate.open();

    assertThat(client.awaitClose()).isEqualTo(1000);
    assertThat(client.messages())
        .startsWith("Waiting in the queue, place 2", "Waiting in the queue, place 1")
        .doesNotHaveDuplicates();
  }

  private EventClient watch(long id, long after) {
    String path = "/api/deployments/logs/stream?id=" + id + (after == 0 ? "" : "&after=" + after);
    return EventClient.connect(port(), api().authorization(), path);
  }

  private String logs(long id) {
    return api().call("GET", "/api/deployments/logs?id=" + id, "").path("logs").asString();
  }
}
