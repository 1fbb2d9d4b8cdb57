package dev.shiplog.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Api;
import dev.shiplog.support.LeanClient;
import dev.shiplog.support.WireClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log of nothing but newlines is many objects for few bytes: no reader of it kills the server.
 */
@Timeout(1200)
class SmallHeapTest {

  private static final int LINES = Form.of(400_000, 2_500_000);
  private static final String HEAP = Form.of("128m", "384m");
  private static final Duration LIMIT = Duration.ofMinutes(Form.of(3, 15));

  @TempDir private Path directory;

  @Test
  void whoeverReadsALogOfEmptyLinesGetsItAndTheServerServesOn() throws Exception {
    try (var server = new SmallServer(directory, HEAP)) {
      Api api = server.api().withToken();
      long id = api.deploy(api.createApp("yes '' | head -n " + LINES + " || true", ""));
      long lines = api.awaitEnd(id, LIMIT).path("log_lines").asLong();
      assertThat(lines).isGreaterThanOrEqualTo(LINES);

      LeanClient client = LeanClient.watch(server.port(), api, id, 0);
      assertThat(client.awaitClose(LIMIT)).isEqualTo(1000);
      assertThat(client.last()).isEqualTo(lines);
      assertThat(client.wrong()).isZero();

      var reader = new WireClient(server.address(), SmallServer.ADMIN, SmallServer.PASSWORD);
      for (String path :
          List.of(
              "/deployments/" + id + "?view=all",
              "/deployments/" + id,
              "/deployments/" + id + "?view=print",
              "/deployments/" + id + "?q=x",
              "/deployments/" + id + "?q=%5E$&regex=true&context=10",
              "/deployments/" + id + "/log.txt",
              "/api/deployments/logs?id=" + id,
              "/api/deployments/" + id + "/log",
              "/api/deployments/" + id + "/log?follow=true",
              "/api/deployments/" + id + "/log/search?q=%5E$&regex=true&context=10")) {
        assertThat(reader.discard(path)).as(path).isEqualTo(200);
        assertThat(reader.discard(path, "Accept-Encoding", "gzip")).as(path).isEqualTo(200);
      }
      assertThat(atOnce(8, () -> reader.discard("/deployments/" + id + "?q=x"))).containsOnly(200);
      assertThat(atOnce(4, () -> reader.discard("/deployments/" + id + "?view=all")))
          .containsOnly(200);
      assertThat(server.printed()).doesNotContain("OutOfMemoryError");
      assertThat(api.deployment(id).path("status").asString()).isEqualTo("success");
    }
  }

  private static List<Integer> atOnce(int times, Callable<Integer> request) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    List<Integer> answers = new ArrayList<>();
    for (Future<Integer> answer : threads.invokeAll(Collections.nCopies(times, request))) {
      answers.add(answer.get());
    }
    threads.shutdown();
    return answers;
  }
}
