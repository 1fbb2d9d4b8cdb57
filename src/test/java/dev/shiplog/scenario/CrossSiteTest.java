package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
import dev.shiplog.support.WireClient;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A page of another site does nothing here with the cookies of whoever looks at it. */
class CrossSiteTest extends ShiplogTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final CookieManager cookies = new CookieManager();
  private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  @BeforeEach
  void signIn() throws Exception {
    String login =
        browser.send(request("/login").build(), HttpResponse.BodyHandlers.ofString()).body();
    String token = Jsoup.parse(login).select("[name=_csrf]").first().attr("value");
    String form = "username=" + ADMIN + "&password=" + encoded(PASSWORD) + "&_csrf=";
    assertThat(status(request("/login").POST(BodyPublishers.ofString(form + encoded(token)))))
        .isEqualTo(302);
  }

  @Test
  void everyWriteNeedsItsToken() throws Exception {
    WireClient another = new WireClient(address(), ADMIN, PASSWORD);
    String foreign =
        Jsoup.parse(WireClient.text(another.get("/tokens")))
            .select("[name=_csrf]")
            .first()
            .attr("value");
    List<String> let = new ArrayList<>();
    for (Write write : writes()) {
      int without = status(write.on(request(write.path()), ""));
      int with = status(write.on(request(write.path()), "_csrf=" + encoded(foreign)));
      if (without != 403 || with != 403) {
        let.add(write + " " + without + " " + with);
      }
    }
    assertThat(let).isEmpty();
    assertThat(status(request("/tokens").GET())).isEqualTo(200);
  }

  @Test
  void noOtherOriginOpensASocket() {
    long deployment = api().deploy(api().createApp("echo begun", "true"));
    String page = "/deployments/" + deployment + "/stream";
    String events = "/api/deployments/logs/stream?id=" + deployment;
    List<String> others =
        List.of(
            "null",
            "https://127.0.0.1:" + port(),
            "http://127.0.0.1:" + (port() + 1),
            "http://127.0.0.1",
            "http://127.0.0.1.elsewhere.example:" + port(),
            "http://elsewhere127.0.0.1:" + port(),
            "http://localhost:" + port(),
            address() + "/",
            address() + ".elsewhere.example");
    for (String path : List.of(page, events)) {
      assertThat(open(path, "Origin", address())).isEqualTo(101);
      for (String origin : others) {
        assertThat(open(path, "Origin", origin)).as(origin).isEqualTo(403);
      }
      assertThat(open(path, "X-Nothing", "x")).isEqualTo(403);
    }
    assertThat(open(page, "Authorization", "Basic eDp5")).isEqualTo(403);
    assertThat(open(events, "Authorization", "Basic eDp5")).isEqualTo(401);
  }

  private int open(String path, String header, String value) {
    try {
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .header("Cookie", cookieHeader())
          .header(header, value)
          .buildAsync(URI.create("ws://127.0.0.1:" + port() + path), new WebSocket.Listener() {})
          .join()
          .abort();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  private String cookieHeader() {
    return cookies.getCookieStore().getCookies().stream()
        .map(HttpCookie::toString)
        .map(cookie -> cookie.replace("\"", "").replaceAll(";.*|^\\$[^;]*;", ""))
        .collect(Collectors.joining("; "));
  }

  private List<Write> writes() {
    List<Write> writes = new ArrayList<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping -> {
              for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                if (method != RequestMethod.GET && method != RequestMethod.HEAD) {
                  mapping
                      .getPatternValues()
                      .forEach(
                          it -> writes.add(new Write(method, it.replaceAll("\\{[^}]*}", "1"))));
                }
              }
            });
    writes.add(new Write(RequestMethod.POST, "/logout"));
    assertThat(writes).hasSizeGreaterThan(20);
    return writes;
  }

  private int status(HttpRequest.Builder request) throws Exception {
    HttpRequest sent = request.header("Content-Type", FORM).build();
    return browser.send(sent, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private record Write(RequestMethod method, String path) {

    HttpRequest.Builder on(HttpRequest.Builder request, String body) {
      return request.method(method.name(), BodyPublishers.ofString(body));
    }
  }
}
