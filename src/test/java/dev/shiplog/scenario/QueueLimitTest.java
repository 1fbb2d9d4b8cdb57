package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.deployment.Deployments;
import dev.shiplog.support.Api;
import dev.shiplog.support.Gate;
import dev.shiplog.support.OwnShiplog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueLimitTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path data;
  @TempDir private Path directory;

  @Test
  void appsRunSideBySideUpToTheLimitAndTheOthersKnowTheirPlaces() {
    var gate = new Gate(directory);
    try (OwnShiplog server = OwnShiplog.start(data, "--shiplog.runner.concurrency=2")) {
      Api api = server.api().withToken();
      List<Long> ids = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        ids.add(api.deploy(api.createApp("echo begun; " + gate.waitFor(), "")));
      }
      api.awaitLog(ids.get(0), "\nbegun\n");
      api.awaitLog(ids.get(1), "\nbegun\n");

      await()
          .during(Duration.ofMillis(1500))
          .atMost(LONG)
          .until(
              () ->
                  statuses(api, ids).equals(List.of("building", "building", "pending", "pending")));
      assertThat(places(server, ids)).containsExactly(0L, 0L, 1L, 2L);

      gate.open();
      ids.forEach(
          id -> assertThat(api.awaitEnd(id).path("status").asString()).isEqualTo("success"));
    }
  }

  private static List<String> statuses(Api api, List<Long> ids) {
    return ids.stream().map(id -> api.deployment(id).path("status").asString()).toList();
  }

  private static List<Long> places(OwnShiplog server, List<Long> ids) {
    Deployments deployments = server.get(Deployments.class);
    return ids.stream()
        .map(id -> deployments.placeInQueue(deployments.find(id).orElseThrow()))
        .toList();
  }
}
