package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Gate;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The raw log as one response that grows: what {@code curl -N} gets. */
@Timeout(30)
class RawFollowTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void linesArriveWhileTheProcessWaitsAndTheWholeIsTheStoredLog() throws Exception {
    var gate = new Gate(directory);
    long id =
        deploy("printf '\\303\\251\\377\\033[31m\\n'; echo one; " + gate.waitFor(), "echo two");

    try (InputStream log = follow(id, "").body()) {
      String soFar = readTo(log, "\none\n");
      gate.open();
      String rest = text(log);
      api().awaitEnd(id);

      assertThat(soFar).contains("\n\u00c3\u00a9\u00ff\u001b[31m\none\n");
      assertThat(rest).endsWith("\ntwo\n");
      assertThat(soFar + rest).isEqualTo(stored(id, ""));
    }
  }

  @Test
  void startsAtTheLineAskedFor() throws Exception {
    var gate = new Gate(directory);
    long id = deploy("echo one; " + gate.waitFor() + "; echo two", "");

    try (InputStream log = follow(id, "&from=2").body()) {
      String soFar = readTo(log, "\none\n");
      gate.open();
      String whole = soFar + text(log);
      api().awaitEnd(id);

      assertThat(whole).isEqualTo(stored(id, "?from=2")).isNotEqualTo(stored(id, ""));
    }
  }

  @Test
  void aFinishedLogIsSentWholeAsTextThatNobodyKeeps() throws Exception {
    long id = deploy("seq 1 3000", "");
    api().awaitEnd(id);
    HttpResponse<InputStream> answer = follow(id, "");

    try (InputStream log = answer.body()) {
      assertThat(text(log)).isEqualTo(stored(id, "")).endsWith("\n3000\n");
    }
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aLineBeforeTheFirstIsRefused() {
    long id = deploy("true", "");
    api().awaitEnd(id);
    HttpResponse<String> answer = api().send("GET", path(id) + "?follow=true&from=0", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"success\":false", "\"error\":\"from\"");
  }

  private long deploy(String build, String deploy) {
    return api().deploy(api().createApp(build, deploy));
  }

  private HttpResponse<InputStream> follow(long id, String query) throws Exception {
    return get(path(id) + "?follow=true" + query);
  }

  private String stored(long id, String query) throws Exception {
    try (InputStream log = get(path(id) + query).body()) {
      return text(log);
    }
  }

  private HttpResponse<InputStream> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", api().authorization())
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
  }

  private static String path(long id) {
    return "/api/deployments/" + id + "/log";
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** Reads on until that was read, and not a byte more. */
  private static String readTo(InputStream log, String end) throws IOException {
    var read = new StringBuilder();
    while (read.indexOf(end) < 0) {
      int next = log.read();
      assertThat(next).as("the response ended after:%n%s", read).isNotNegative();
      read.append((char) next);
    }
    return read.toString();
  }

  /** One character for each byte. */
  private static String text(InputStream rest) throws IOException {
    return new String(rest.readAllBytes(), StandardCharsets.ISO_8859_1);
  }
}
