package dev.shiplog.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.Api;
import dev.shiplog.support.ServerProcess;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.htmlunit.WebClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logs as large as they come, on a server with little memory. In the build they are of tens of MB;
 * {@code mvn test -Dtest=LargeLogTest -Dshiplog.test.large=true} takes 1 GiB in one line, 20
 * million lines and a finished log of 100 MB. Either prints what it measured.
 */
@Timeout(1800)
class LargeLogTest {

  private static final boolean LARGE = Boolean.getBoolean("shiplog.test.large");
  private static final String HEAP = "192m";

  /** How much a machine that does much else at the same time may be slower. */
  private static final int PATIENCE = 10;

  private static final String PATTERN = "grün \u001b[32mtext\u001b[m ";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path directory;
  private static ServerProcess server;
  private static Api api;
  private static String cookies;

  @BeforeAll
  static void start() throws IOException {
    server =
        ServerProcess.start(
            directory.resolve("data"),
            directory.resolve("output"),
            "-Xmx" + HEAP,
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "--shiplog.log.max-bytes=2GB");
    server.awaitReady(Duration.ofMinutes(5));
    api = server.admin().withToken();
    cookies = cookies();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void itStillServes() {
    assertThat(server.exit()).isEmpty();
    assertThat(api.send("GET", "/actuator/health", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aLineThatDoesNotEndIsStoredInPiecesWithMarks() throws Exception {
    byte[] pattern = PATTERN.getBytes(UTF_8);
    long most = LARGE ? 1L << 30 : 32 << 20;
    long bytes = most - most % pattern.length;
    long id =
        finished(
            "(yes \"$(printf 'gr\\303\\274n \\033[32mtext\\033[m ')\" | tr -d '\\n' || true) | head -c "
                + bytes);

    long pieces = 0;
    long offset = 0;
    try (InputStream log = raw(id)) {
      while (offset < bytes) {
        String piece = line(log);
        if (offset > 0 || piece.startsWith(PATTERN)) {
          String text = piece.replaceFirst("( … \\[line continues])?\n$", "");
          assertThat(text.lastIndexOf('m')).isGreaterThan(text.lastIndexOf('\u001b'));
          byte[] stored = text.getBytes(UTF_8);
          assertThat(ByteBuffer.wrap(stored)).isEqualTo(expected(pattern, offset, stored.length));
          offset += stored.length;
          pieces++;
          assertThat(piece.endsWith(" … [line continues]\n")).isEqualTo(offset < bytes);
        }
      }
    }
    assertThat(offset).isEqualTo(bytes);
    assertThat(pieces).isBetween(bytes >> 16, bytes / 65_000 + 1);
    assertThat(lines(page(id, "?view=all")))
        .isEqualTo(api.deployment(id).path("log_lines").asLong());
  }

  @Test
  void linesComeAsFastAsTheyAreTakenAndAllOfThem() throws Exception {
    long count = LARGE ? 20_000_000 : 500_000;
    long start = System.nanoTime();
    long id = finished("seq 1 " + count);
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    System.out.printf("%,d lines in %,d ms: %,d lines/s%n", count, millis, count * 1000 / millis);

    try (BufferedReader log = new BufferedReader(new InputStreamReader(raw(id), UTF_8))) {
      String line = log.readLine();
      while (!"1".equals(line)) {
        line = log.readLine();
      }
      for (long number = 1; number <= count; number++) {
        if (!line.equals(Long.toString(number))) {
          throw new AssertionError("instead of line " + number + ": " + line);
        }
        line = log.readLine();
      }
    }
  }

  @Test
  void aLargeFinishedLogIsServedAndSearchedInTime() throws Exception {
    long lines = LARGE ? 1_500_000 : 250_000;
    long id =
        finished(
            "seq -f '%08.0f aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, a line of a usual log!' " + lines);

    long cold = firstLine(id, "?view=all");
    long warm = firstLine(id, "?view=all");
    long paged = firstLine(id, "");
    System.out.printf("first line: cold %d ms, warm %d ms, paged %d ms%n", cold, warm, paged);
    assertThat(Math.min(warm, paged)).isLessThan(1000 * PATIENCE);
    assertThat(lines(page(id, "?view=all"))).isGreaterThanOrEqualTo(lines);

    String hostile = URLEncoder.encode("(a+)+$", UTF_8);
    for (String query : new String[] {"q=no+such+text", "regex=true&q=" + hostile}) {
      HttpResponse<String> answer = timed(query, "/api/deployments/" + id + "/log/search?" + query);
      assertThat(answer.statusCode()).isEqualTo(200);
    }
    String long10k = "x".repeat(10_000);
    assertThat(timed("10 KB", "/api/deployments/" + id + "/log/search?q=" + long10k).statusCode())
        .isBetween(400, 499);
  }

  private static HttpResponse<String> timed(String what, String path) {
    long start = System.nanoTime();
    HttpResponse<String> answer = api.send("GET", path, "");
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    System.out.printf("search %s: %d in %d ms%n", what, answer.statusCode(), millis);
    assertThat(millis).isLessThan(2000 * PATIENCE);
    return answer;
  }

  private static long firstLine(long id, String query) throws Exception {
    long start = System.nanoTime();
    try (InputStream page = page(id, query)) {
      var read = new StringBuilder();
      while (read.indexOf("id=\"L1\"") < 0) {
        byte[] some = page.readNBytes(1024);
        assertThat(some).isNotEmpty();
        read.append(new String(some, UTF_8));
      }
      return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
  }

  private static long finished(String command) {
    long id = api.deploy(api.createApp(command, ""));
    await()
        .atMost(Duration.ofMinutes(20))
        .until(() -> !api.deployment(id).path("finished_at").isNull());
    assertThat(api.deployment(id).path("error_message").asString()).isEmpty();
    return id;
  }

  private static long lines(InputStream page) throws IOException {
    try (BufferedReader html = new BufferedReader(new InputStreamReader(page, UTF_8), 1 << 16)) {
      long count = 0;
      String wanted = "<li id=\"L";
      int matched = 0;
      for (int next = html.read(); next >= 0; next = html.read()) {
        matched = next == wanted.charAt(matched) ? matched + 1 : next == '<' ? 1 : 0;
        if (matched == wanted.length()) {
          count++;
          matched = 0;
        }
      }
      return count;
    }
  }

  /** One line with its newline; empty at the end. */
  private static String line(InputStream log) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = log.read(); next >= 0; next = log.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
    }
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray())).toString();
  }

  private static ByteBuffer expected(byte[] pattern, long offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = pattern[(int) ((offset + i) % pattern.length)];
    }
    return ByteBuffer.wrap(bytes);
  }

  private static InputStream raw(long id) throws Exception {
    return get("/api/deployments/" + id + "/log", "Authorization", api.authorization());
  }

  private static InputStream page(long id, String query) throws Exception {
    return get("/deployments/" + id + query, "Cookie", cookies);
  }

  private static InputStream get(String path, String header, String value) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + path)).header(header, value).build();
    HttpResponse<InputStream> answer =
        CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new BufferedInputStream(answer.body(), 1 << 16);
  }

  /** The value of a Cookie header with which pages are the administrator's. */
  private static String cookies() throws IOException {
    try (WebClient client = new WebClient()) {
      client.getOptions().setJavaScriptEnabled(false);
      client.getOptions().setCssEnabled(false);
      Monitor.signIn(client, server.address(), ServerProcess.ADMIN, ServerProcess.PASSWORD);
      return client.getCookieManager().getCookies().stream()
          .map(cookie -> cookie.getName() + "=" + cookie.getValue())
          .collect(joining("; "));
    }
  }
}
