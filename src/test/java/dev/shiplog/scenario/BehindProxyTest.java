package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
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
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A proxy that is named ends TLS and says where people come from; nobody else is believed. */
@TestPropertySource(properties = "shiplog.trusted-proxies=127.0.0.1, 10.20.0.0/16")
class BehindProxyTest extends ShiplogTest {

  private static final String SITE = "https://deploy.example.org";

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  @Test
  void everyCookieIsForTlsOnlyAndOnlyThisHostIsHeldToTls() throws Exception {
    HttpResponse<String> login = send(request("/login").GET());
    assertThat(login.headers().firstValue("Strict-Transport-Security"))
        .hasValueSatisfying(
            value -> assertThat(value).startsWith("max-age=").doesNotContain("includeSubDomains"));
    HttpResponse<String> home = signIn(login);
    assertThat(home.statusCode()).isEqualTo(302);
    HttpResponse<String> look =
        send(
            form(
                "/deployments/1/look",
                "times=off&wrap=wrap&_csrf=" + token(send(request("/tokens").GET()))));
    List<String> set = new ArrayList<>();
    List.of(login, home, look)
        .forEach(response -> set.addAll(response.headers().allValues("Set-Cookie")));
    assertThat(set)
        .extracting(cookie -> cookie.substring(0, cookie.indexOf('=')))
        .contains("JSESSIONID", "XSRF-TOKEN", "shiplog-browser", "shiplog-look");
    assertThat(set).filteredOn(cookie -> !cookie.contains("=; ")).allMatch(BehindProxyTest::secure);
  }

  @Test
  void aPageOfTheSiteOpensSocketsAndOneOfThatHostWithoutTlsDoesNot() throws Exception {
    signIn(send(request("/login").GET()));
    long deployment = api().deploy(api().createApp("echo begun", "true"));

    assertThat(open(deployment, "Origin", SITE)).isEqualTo(101);
    assertThat(open(deployment, "Origin", SITE.replace("https", "http"))).isEqualTo(403);
    assertThat(open(deployment, "Origin", address())).isEqualTo(403);
    assertThat(open(deployment, "Authorization", "Bearer x")).isEqualTo(403);
  }

  private int open(long deployment, String header, String value) {
    StringBuilder cookie = new StringBuilder();
    for (HttpCookie one : cookies.getCookieStore().getCookies()) {
      cookie.append(one.getName()).append('=').append(one.getValue()).append("; ");
    }
    try {
      HttpClient.newHttpClient()
          .newWebSocketBuilder()
          .header("X-Forwarded-Proto", "https")
          .header("X-Forwarded-Host", "deploy.example.org")
          .header("Cookie", cookie.toString())
          .header(header, value)
          .buildAsync(
              URI.create("ws://127.0.0.1:" + port() + "/deployments/" + deployment + "/stream"),
              new WebSocket.Listener() {})
          .join()
          .abort();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  private HttpResponse<String> signIn(HttpResponse<String> login) throws Exception {
    String fields = "username=" + ADMIN + "&password=" + encoded(PASSWORD);
    return send(form("/login", fields + "&_csrf=" + token(login)));
  }

  private static boolean secure(String cookie) {
    return cookie.contains("; Secure");
  }

  private static String token(HttpResponse<String> page) {
    return encoded(Jsoup.parse(page.body()).select("[name=_csrf]").first().attr("value"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder form(String path, String fields) {
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(fields));
  }

  /** Cookies that are for TLS are not sent by themselves, as the proxy is reached without it. */
  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("X-Forwarded-For", "203.0.113.9")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Host", "deploy.example.org");
    for (HttpCookie one : cookies.getCookieStore().getCookies()) {
      request.header("Cookie", one.getName() + "=" + one.getValue());
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
