package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
import dev.shiplog.support.WireClient;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a finished page costs on the wire, and that keeping it tells nobody too much. */
class DeliveryTest extends ShiplogTest {

  private static final String[] GZIP = {"Accept-Encoding", "gzip"};

  @Test
  void aCompressedPageIsThePage() {
    var reader = new WireClient(address(), ADMIN, PASSWORD);
    String page = "/deployments/" + finished("seq 1 3000");

    HttpResponse<byte[]> first = reader.get(page, GZIP);
    HttpResponse<byte[]> kept = reader.get(page, GZIP);
    HttpResponse<byte[]> plain = reader.get(page);

    assertThat(first.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(withoutTokens(first)).isEqualTo(withoutTokens(plain)).contains("id=\"L3004\"");
    assertThat(withoutTokens(kept)).isEqualTo(withoutTokens(plain));
    assertThat(first.body().length).isLessThan(plain.body().length / 5);
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(
            reader
                .get(page, "Accept-Encoding", "gzip;q=0, identity")
                .headers()
                .firstValue("Content-Encoding"))
        .isEmpty();
  }

  @Test
  void aPageThatTheReaderHasIsNotSentAgain() {
    var reader = new WireClient(address(), ADMIN, PASSWORD);
    String page = "/deployments/" + finished("seq 1 100");
    String etag = etag(reader.get(page, GZIP));

    HttpResponse<byte[]> again = reader.get(page, "Accept-Encoding", "gzip", "If-None-Match", etag);

    assertThat(etag).startsWith("\"");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    assertThat(etag(reader.get(page))).isNotEqualTo(etag);
    assertThat(etag(reader.get(page + "?view=all", GZIP))).isNotEqualTo(etag);
  }

  @Test
  void aPageWithTheFormsOfAnEarlierSessionIsSentAgain() {
    String page = "/deployments/" + finished("seq 1 100");
    String etag = etag(new WireClient(address(), ADMIN, PASSWORD).get(page, GZIP));

    HttpResponse<byte[]> later =
        new WireClient(address(), ADMIN, PASSWORD)
            .get(page, "Accept-Encoding", "gzip", "If-None-Match", etag);

    assertThat(later.statusCode()).isEqualTo(200);
  }

  @Test
  void anotherLookIsAnotherPage() {
    var reader = new WireClient(address(), ADMIN, PASSWORD);
    String page = "/deployments/" + finished("seq 1 100");
    String etag = etag(reader.get(page, GZIP));

    reader.post(page, page + "/look", "times", "relative", "wrap", "scroll");
    HttpResponse<byte[]> other = reader.get(page, "Accept-Encoding", "gzip", "If-None-Match", etag);

    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(WireClient.text(other)).contains("class=\"log times-relative scroll\"");
  }

  @Test
  void whatOneReaderMaySeeAnotherIsNotShownNorToldOf() {
    String page = "/deployments/" + finished("echo quetzal");
    var admin = new WireClient(address(), ADMIN, PASSWORD);
    String etag = etag(admin.get(page, GZIP));
    api()
        .call(
            "POST",
            "/api/users",
            Map.of("username", "mallory", "password", PASSWORD, "role", "USER"));
    var stranger = new WireClient(address(), "mallory", PASSWORD);

    HttpResponse<byte[]> answer =
        stranger.get(page, "Accept-Encoding", "gzip", "If-None-Match", etag);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(WireClient.text(answer)).doesNotContain("quetzal");
  }

  @Test
  void theStylesheetIsNamedByItsContentAndKept() {
    var reader = new WireClient(address(), ADMIN, PASSWORD);
    Matcher link =
        Pattern.compile("/shiplog-[0-9a-f]+\\.css").matcher(WireClient.text(reader.get("/")));

    assertThat(link.find()).isTrue();
    HttpResponse<byte[]> stylesheet = reader.get(link.group(), GZIP);
    assertThat(stylesheet.statusCode()).isEqualTo(200);
    assertThat(stylesheet.headers().firstValue("Cache-Control").orElse(""))
        .contains("max-age=2592000");
    assertThat(stylesheet.headers().firstValue("Content-Encoding")).hasValue("gzip");
  }

  private long finished(String command) {
    long id = api().deploy(api().createApp(command, "true"));
    api().awaitEnd(id);
    return id;
  }

  private static String etag(HttpResponse<byte[]> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  /** Each rendering of a form has its token in another disguise. */
  private static String withoutTokens(HttpResponse<byte[]> page) {
    return WireClient.text(page).replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
  }
}
