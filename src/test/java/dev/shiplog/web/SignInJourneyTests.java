package dev.shiplog.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.account.AccountTest;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What only a real server shows: cookies, bodies as forms, refused addresses. */
@AccountTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SignInJourneyTests {

  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("root:rootpassword".getBytes(StandardCharsets.UTF_8));

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @LocalServerPort int port;

  @Test
  void aPersonSignsInWithANewCookieThatScriptsCannotReadAndSignsOut() throws Exception {
    HttpResponse<String> login = send(request("/tokens"));
    assertThat(login.uri().getPath()).isEqualTo("/login");
    assertThat(setCookies(login)).noneMatch(cookie -> cookie.startsWith("JSESSIONID="));
    assertThat(setCookies(login)).allMatch(SignInJourneyTests::isStrict);

    String form = "username=root&password=rootpassword&_csrf=" + csrfToken(login.body());
    HttpResponse<String> tokens = send(post("/login", form));
    assertThat(tokens.uri().getPath()).isEqualTo("/tokens");
    List<String> cookies = setCookies(tokens.previousResponse().orElseThrow());
    assertThat(cookies).anyMatch(cookie -> cookie.startsWith("JSESSIONID="));
    assertThat(cookies).allMatch(SignInJourneyTests::isStrict);
    assertThat(Jsoup.parse(tokens.body()).title()).isEqualTo("API tokens – Shiplog");

    HttpResponse<String> api = send(request("/api/tokens"));
    assertThat(api.statusCode()).isEqualTo(200);

    send(post("/logout", "_csrf=" + csrfToken(tokens.body())));
    assertThat(send(request("/api/tokens")).statusCode()).isEqualTo(401);
  }

  @Test
  void aBodyIsJsonAlsoWhenTheClientCallsItAFormOrNothing() throws Exception {
    String json = "{\"name\":\"a=b&c\"}";
    HttpResponse<String> form = send(post("/api/tokens", json).header("Authorization", BASIC));
    assertThat(form.statusCode()).isEqualTo(201);
    assertThat(form.body()).contains("\"name\":\"a=b&c\"");
    assertThat(form.headers().firstValue("Set-Cookie")).isEmpty();

    HttpRequest.Builder untyped = request("/api/tokens").POST(BodyPublishers.ofString(json));
    assertThat(send(untyped.header("Authorization", BASIC)).statusCode()).isEqualTo(201);
  }

  @Test
  void aRefusedAddressIsAnsweredInTheEnvelope() throws Exception {
    HttpResponse<String> response = send(request("/api//users").header("Authorization", BASIC));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).startsWith("{\"success\":false,");
  }

  @Test
  void aPasswordWithUmlautsWorksInBasic() throws Exception {
    String json = "{\"username\":\"umlaut\",\"password\":\"pässwörter\",\"role\":\"USER\"}";
    HttpRequest.Builder create = post("/api/users", json).header("Authorization", BASIC);
    assertThat(send(create).statusCode()).isEqualTo(201);
    String credentials = "umlaut:pässwörter";
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    HttpRequest.Builder own = request("/api/tokens").header("Authorization", "Basic " + basic);
    assertThat(send(own).statusCode()).isEqualTo(200);
  }

  private static List<String> setCookies(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie");
  }

  private static boolean isStrict(String cookie) {
    return cookie.contains("HttpOnly")
        && (cookie.contains("SameSite=Lax") || cookie.contains("=; "));
  }

  private static String csrfToken(String page) {
    String token = Jsoup.parse(page).selectXpath("//input[@name='_csrf']").attr("value");
    return URLEncoder.encode(token, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpRequest.Builder post(String path, String body) {
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
