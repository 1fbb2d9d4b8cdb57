package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.Api;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** No deployment begins in a workspace in which something of the one before still works. */
class TurnTakingTest extends ShiplogTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          stopped | a child that ignores SIGTERM | (trap '' TERM; WRITE) & echo begun; sleep 600
          stopped | one that called setsid       | setsid sh -c 'trap "" TERM; WRITE' & echo begun; sleep 600
          stopped | one that double-forked       | (setsid sh -c 'trap "" TERM; WRITE' &); echo begun; sleep 600
          stopped | one without the cookie       | (setsid env -i sh -c 'trap "" TERM; WRITE' &); echo begun; sleep 600
          timed   | a child that ignores SIGTERM | (trap '' TERM; WRITE) & echo begun; sleep 600
          failed  | one that called setsid       | setsid sh -c 'trap "" TERM; WRITE' & echo begun; until [ -s TRACE ]; do sleep 0.02; done; exit 3
          """)
  void theNextOfAnAppBeginsWhenNothingOfTheLastIsLeft(String end, String kind, String script)
      throws IOException {
    Api api = api().withToken();
    Path trace = directory.resolve("trace");
    String first =
        script
            .replace("WRITE", "while :; do echo x >> " + trace + "; sleep 0.02; done")
            .replace("TRACE", trace.toString());
    String second = "wc -c < %1$s; sleep 0.4; wc -c < %1$s".formatted(trace);
    String build =
        "if mkdir '%s/once' 2> /dev/null; then %s; else %s; fi".formatted(directory, first, second);
    long app =
        api.createApp(
            Map.of("buildCommand", build, "timeoutSeconds", end.equals("timed") ? 3 : 60));
    long one = api.deploy(app);
    long two = api.deploy(app);
    api.awaitLog(one, "\nbegun\n");
    await().atMost(LONG).until(() -> Files.exists(trace) && Files.size(trace) > 0);

    if (end.equals("stopped")) {
      api.call("POST", "/api/deployments/" + one + "/stop", "");
    }
    JsonNode ended = api.awaitEnd(one);
    long size = Files.size(trace);

    assertThat(ended.path("status").asString()).isEqualTo(end.equals("stopped") ? end : "failed");
    assertThat(api.awaitEnd(two).path("status").asString()).isEqualTo("success");
    assertThat(Files.size(trace)).as("nothing is written after the end is said").isEqualTo(size);
    String log = api.send("GET", "/api/deployments/" + two + "/log", "").body();
    assertThat(log.lines().filter(line -> line.matches("\\d+")).distinct())
        .as("what the second deployment saw")
        .containsExactly(String.valueOf(size));
  }

  /** What a deploy command starts is meant to stay, and is not in the next deployment's way. */
  @Test
  void whatASuccessfulDeploymentStartedLivesOn() throws IOException {
    Api api = api().withToken();
    Path pid = directory.resolve("pid");
    long app = api.createApp("", "sleep 600 & echo $! > '" + pid + "'");

    JsonNode ended = api.awaitEnd(api.deploy(app));

    assertThat(ended.path("status").asString()).isEqualTo("success");
    ProcessHandle daemon =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    assertThat(daemon.isAlive()).isTrue();
    daemon.destroyForcibly();
  }
}
