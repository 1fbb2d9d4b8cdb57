package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.log.LogDamage;
import dev.shiplog.support.Api;
import dev.shiplog.support.EventClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.htmlunit.HttpMethod;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Whatever happened to a log's files, every way to read it shows what is there and says the rest.
 */
@TestPropertySource(properties = "shiplog.log.page-lines=20")
class DamagedLogTest extends PageReader {

  @Value("${shiplog.data-dir}")
  private Path data;

  private Api program;

  @BeforeEach
  void createToken() {
    program = api().withToken();
  }

  @ParameterizedTest
  @EnumSource
  void everyWayToReadItShowsWhatIsThere(LogDamage damage) throws IOException {
    long id = finished("seq 1 50; echo error: no; exit 3");
    strike(damage, id);
    List<String> lines = lines(id);

    for (String rest : List.of("", "?page=1", "?view=all", "?view=print", "?q=5")) {
      HtmlPage page = page("/deployments/" + id + rest);
      assertThat(status(page)).as(rest).isEqualTo(200);
      assertThat(Monitor.has(page, "#lost")).as(rest).isEqualTo(isShorter(id));
    }
    assertThat(Monitor.lineIds(page("/deployments/" + id + "?view=all")))
        .isEqualTo(Monitor.idsTo(lines.size()));
    assertThat(Monitor.lineIds(page("/deployments/" + id + "?view=print"))).hasSize(lines.size());
    assertThat(status(page("/deployments/" + id + "/go?line=1")))
        .isEqualTo(lines.isEmpty() ? 400 : 200);

    assertThat(raw(id, "/deployments/" + id + "/log.txt")).isEqualTo(String.join("", lines));
    assertThat(raw(id, "/api/deployments/" + id + "/log?follow=true"))
        .isEqualTo(String.join("", lines));
    if (lines.size() > 2) {
      assertThat(raw(id, "/api/deployments/" + id + "/log?from=2&to=3"))
          .isEqualTo(lines.get(1) + lines.get(2));
    }
    assertProgramsAreTold(id, lines);
  }

  private void assertProgramsAreTold(long id, List<String> lines) {
    JsonNode document = program.call("GET", "/api/deployments/logs?id=" + id, "");
    assertThat(document.path("logs").asString()).isEqualTo(text(lines));
    assertThat(document.has("lost_lines")).isEqualTo(isShorter(id));
    JsonNode found = program.call("GET", "/api/deployments/" + id + "/log/search?q=5", "");
    assertThat(found.path("lost_lines").asLong()).isEqualTo(Math.max(0, 54 - lines.size()));

    var stream =
        EventClient.connect(
            port(), program.authorization(), "/api/deployments/logs/stream?id=" + id);
    assertThat(stream.awaitClose()).isEqualTo(1000);
    assertThat(String.join("", stream.lines())).isEqualTo(text(lines));
    assertThat(stream.numbers()).doesNotHaveDuplicates().isSorted();
    JsonNode last = stream.events().get(stream.events().size() - 1).path("data");
    assertThat(last.has("lost_lines")).isEqualTo(isShorter(id));
  }

  @Test
  void aPageThatWasShownBeforeIsShownAsFarAsItGoesNow() throws IOException {
    long id = finished("seq 1 50; echo error: no; exit 3");
    assertThat(Monitor.has(page("/deployments/" + id), "#L53")).isTrue();
    Files.writeString(file(id, ".log"), "1\n2\n");

    HtmlPage page = page("/deployments/" + id);

    assertThat(status(page)).isEqualTo(200);
    assertThat(Monitor.lineIds(page)).isEqualTo(Monitor.idsTo(2));
    assertThat(Monitor.text(page, "#lost"))
        .startsWith("Of this log’s 54 lines the server has only 2: ");
  }

  @Test
  void aLogThatLostTheEndOfItsLastLineSaysSo() throws IOException {
    long id = finished("seq 1 10; exit 3");
    String log = Files.readString(file(id, ".log"));
    Files.writeString(file(id, ".log"), log.substring(0, log.length() - 3));

    assertThat(Monitor.text(page("/deployments/" + id), "#lost"))
        .startsWith("Of this log’s %,d bytes the server has only ".formatted(log.length()));
  }

  @Test
  void aLogThatCannotBeReadIsSaidAndStopsNothingElse() throws IOException {
    long id = finished("seq 1 10; exit 3");
    Files.delete(file(id, ".log"));
    Files.createDirectory(file(id, ".log"));

    for (String rest : List.of("", "?view=all", "?view=print", "?q=5")) {
      HtmlPage page = page("/deployments/" + id + rest);
      assertThat(status(page)).as(rest).isEqualTo(200);
      assertThat(Monitor.text(page, "#lost")).startsWith("The server cannot read this log.");
    }
    for (String path :
        List.of("/api/deployments/" + id + "/log", "/api/deployments/logs?id=" + id)) {
      HttpResponse<String> answer = program.send("GET", path, "");
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.body()).contains("\"success\":false", "\"error\":\"log_unreadable\"");
    }
    assertThat(status(page("/deployments/" + id + "/log.txt"))).isEqualTo(503);
    JsonNode found = program.call("GET", "/api/deployments/" + id + "/log/search?q=5", "");
    assertThat(found.path("lost_lines").asLong()).isEqualTo(13);
    assertThat(status(page("/deployments"))).isEqualTo(200);
    assertThat(program.call("GET", "/api/deployments", "").path("items").size()).isPositive();
    assertThat(Monitor.has(page("/deployments/" + finished("true")), "#lost")).isFalse();
  }

  @Test
  void logsThatCannotBeWrittenFailTheirDeploymentsOnly() throws IOException {
    long before = finished("seq 1 10");
    Path logs = data.resolve("logs");
    Path away = data.resolve("away");
    Files.move(logs, away);
    Files.createFile(logs);
    try {
      long id = finished("echo lost");

      assertThat(program.deployment(id).path("error_message").asString())
          .startsWith("The log could not be written");
      for (long each : new long[] {id, before}) {
        for (String rest : List.of("", "?view=print", "?q=5")) {
          assertThat(status(page("/deployments/" + each + rest))).as(rest).isEqualTo(200);
        }
      }
    } finally {
      Files.delete(logs);
      Files.move(away, logs);
    }
    assertThat(Monitor.has(page("/deployments/" + before), "#lost")).isFalse();
    assertThat(Monitor.has(page("/deployments/" + finished("true")), "#lost")).isFalse();
  }

  private void strike(LogDamage damage, long id) throws IOException {
    damage.strikeIfItCan(file(id, ".log"), file(id, ".idx"), new Random(1));
  }

  private List<String> lines(long id) throws IOException {
    if (!Files.exists(file(id, ".log"))) {
      return List.of();
    }
    String text = Files.readString(file(id, ".log"), StandardCharsets.ISO_8859_1);
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
  }

  private boolean isShorter(long id) {
    JsonNode whole = program.deployment(id);
    try {
      List<String> lines = lines(id);
      return lines.size() < whole.path("log_lines").asLong()
          || String.join("", lines).length() < whole.path("log_bytes").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One character for each byte. */
  private String raw(long id, String path) throws IOException {
    var answer = answer(HttpMethod.GET, path, Map.of());
    assertThat(answer.getStatusCode()).as(path).isEqualTo(200);
    return new String(answer.getContentAsStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static String text(List<String> lines) {
    return new String(
        String.join("", lines).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private Path file(long id, String kind) {
    return data.resolve("logs").resolve(id + kind);
  }
}
