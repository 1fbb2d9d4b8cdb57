package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Gate;
import dev.shiplog.support.WireClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The raw log as browsers and download programs ask for it. */
class RawLogPageTest extends PageReader {

  @TempDir private Path directory;

  @Test
  void isTheStoredBytesAsText() throws IOException {
    long id = finished("printf '\\377\\033[31mred\\033[0m <b>\\r\\n'");
    WebResponse log = get(id, Map.of());

    assertThat(log.getStatusCode()).isEqualTo(200);
    assertThat(text(log)).contains("\u00ff\u001b[31mred\u001b[0m <b>\r\n");
    assertThat(log.getResponseHeaderValue("Content-Type"))
        .isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(log.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(log.getResponseHeaderValue("Content-Encoding")).isNull();
    assertThat(log.getResponseHeaderValue("Content-Disposition")).startsWith("inline");
    assertThat(log.getResponseHeaderValue("Content-Length")).isEqualTo("" + text(log).length());
  }

  @Test
  void aDownloadHasASafeName() throws IOException {
    long app = api().createApp(Map.of("name", "../a \"b\" ü\\", "buildCommand", "echo one"));
    long id = api().deploy(app);
    api().awaitEnd(id);
    WebResponse log = answer(HttpMethod.GET, "/deployments/" + id + "/log.txt?download", Map.of());

    assertThat(log.getResponseHeaderValue("Content-Disposition"))
        .isEqualTo("attachment; filename=\"a-b-1.log\"; filename*=UTF-8''a-b-%C3%BC-1.log");
  }

  @Test
  void aFinishedLogIsSentInPartsAndNotTwice() throws IOException {
    long id = finished("seq 1 1000");
    WebResponse whole = get(id, Map.of());
    String etag = whole.getResponseHeaderValue("ETag");

    assertThat(etag).matches("\"[^\"]+\"");
    assertThat(get(id, Map.of("If-None-Match", etag)).getStatusCode()).isEqualTo(304);
    WebResponse part = get(id, Map.of("Range", "bytes=10-19", "If-Range", etag));
    assertThat(part.getStatusCode()).isEqualTo(206);
    assertThat(text(part)).isEqualTo(text(whole).substring(10, 20));
    assertThat(part.getResponseHeaderValue("Content-Range"))
        .isEqualTo("bytes 10-19/" + text(whole).length());
    WebResponse other = get(id, Map.of("Range", "bytes=10-19", "If-Range", "\"other\""));
    assertThat(other.getStatusCode()).isEqualTo(200);
    WebResponse behind = get(id, Map.of("Range", "bytes=999999-"));
    assertThat(behind.getStatusCode()).isEqualTo(416);
    assertThat(behind.getResponseHeaderValue("Content-Range"))
        .isEqualTo("bytes */" + text(whole).length());
  }

  @Test
  void aFinishedLogIsCompressedForWhoTakesThat() throws IOException {
    var reader = new WireClient(address(), ADMIN, PASSWORD);
    String log = "/deployments/" + finished("printf '\\377'; seq 1 3000") + "/log.txt";
    String[] gzip = {"Accept-Encoding", "gzip"};
    HttpResponse<byte[]> plain = reader.get(log);

    for (String when : List.of("first", "kept")) {
      HttpResponse<byte[]> compressed = reader.get(log, gzip);
      assertThat(compressed.headers().firstValue("Content-Encoding")).as(when).hasValue("gzip");
      assertThat(compressed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
      assertThat(WireClient.bytes(compressed)).isEqualTo(plain.body());
      assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
    }
    String etag = reader.get(log, gzip).headers().firstValue("ETag").orElseThrow();
    assertThat(plain.headers().firstValue("ETag")).isPresent().isNotEqualTo(Optional.of(etag));
    assertThat(reader.get(log, "Accept-Encoding", "gzip", "If-None-Match", etag).statusCode())
        .isEqualTo(304);
    HttpResponse<byte[]> part = reader.get(log, "Accept-Encoding", "gzip", "Range", "bytes=0-99");
    assertThat(part.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(part.body()).isEqualTo(Arrays.copyOf(plain.body(), 100));
  }

  @Test
  void aDownloadThatWasCutGoesOnWhereItEnded() throws IOException {
    var reader = new WireClient(address(), ADMIN, PASSWORD);
    String download = "/deployments/" + finished("seq 1 1000") + "/log.txt?download";
    HttpResponse<byte[]> whole = reader.get(download, "Accept-Encoding", "gzip");
    String etag = whole.headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> rest =
        reader.get(download, "Accept-Encoding", "gzip", "Range", "bytes=100-", "If-Range", etag);

    assertThat(whole.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(whole.headers().firstValue("Content-Length")).isPresent();
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 100, whole.body().length));
  }

  @Test
  void theSizeIsToldWithoutTheBody() throws IOException {
    long id = finished("seq 1 1000");
    WebResponse head = answer(HttpMethod.HEAD, id, Map.of());

    assertThat(head.getStatusCode()).isEqualTo(200);
    assertThat(head.getResponseHeaderValue("Content-Length"))
        .isEqualTo("" + text(get(id, Map.of())).length());
    assertThat(text(head)).isEmpty();
  }

  @Test
  void whatACompressedLogWouldBeIsToldWithoutTheBody() {
    var reader = new WireClient(address(), ADMIN, PASSWORD);
    String log = "/deployments/" + finished("seq 1 3000") + "/log.txt";
    String[] gzip = {"Accept-Encoding", "gzip"};
    HttpResponse<byte[]> get = reader.get(log, gzip);
    HttpResponse<byte[]> head = reader.head(log, gzip);

    assertThat(head.statusCode()).isEqualTo(200);
    for (String header : List.of("ETag", "Content-Encoding", "Vary", "Content-Type")) {
      assertThat(head.headers().firstValue(header))
          .as(header)
          .isPresent()
          .isEqualTo(get.headers().firstValue(header));
    }
    assertThat(head.headers().firstValue("Content-Length"))
        .isIn(Optional.empty(), get.headers().firstValue("Content-Length"));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void aRunningLogHasNoTag() throws IOException {
    var gate = new Gate(directory);
    long id = api().deploy(api().createApp("echo one; " + gate.waitFor(), ""));
    api().awaitLog(id, "\none\n");
    WebResponse log = get(id, Map.of());
    gate.open();
    api().awaitEnd(id);

    assertThat(text(log)).endsWith("\none\n");
    assertThat(log.getResponseHeaderValue("ETag")).isNull();
  }

  private WebResponse get(long id, Map<String, String> headers) throws IOException {
    return answer(HttpMethod.GET, id, headers);
  }

  /** From a client that wants the bytes as they are. */
  private WebResponse answer(HttpMethod method, long id, Map<String, String> headers)
      throws IOException {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Accept-Encoding", "identity");
    return answer(method, "/deployments/" + id + "/log.txt", all);
  }

  private static String text(WebResponse response) throws IOException {
    try (var body = response.getContentAsStream()) {
      return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
