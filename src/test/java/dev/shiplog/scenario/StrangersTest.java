package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Whoever is not signed in leaves nothing behind on the server, however often they come. */
class StrangersTest extends ShiplogTest {

  private static final int ROUNDS = 20;

  private static final List<String> PAGES =
      List.of(
          "/",
          "/login",
          "/logout",
          "/setup",
          "/deployments/1?page=2",
          "/deployments/1/follow",
          "/deployments/1/stream",
          "/tokens",
          "/nowhere",
          "/error",
          "/api/tokens",
          "/api/nowhere");

  private static final String WRONG =
      "Basic " + Base64.getEncoder().encodeToString("nobody:wrong password".getBytes());

  private final HttpClient client = HttpClient.newHttpClient();

  @Autowired private ServletWebServerApplicationContext context;

  @Test
  void noRequestOfAStrangerStartsASession() throws Exception {
    long before = sessions().getSessionCounter();
    for (int round = 0; round < ROUNDS; round++) {
      for (String page : PAGES) {
        assertNoSession(request(page).GET());
        assertNoSession(request(page).header("Cookie", "JSESSIONID=0123456789ABCDEF").GET());
        assertNoSession(request(page).POST(BodyPublishers.ofString("username=x&password=y")));
      }
    }
    assertNoSession(
        request("/api/tokens")
            .header("Authorization", WRONG)
            .header("Origin", "https://elsewhere.example")
            .POST(BodyPublishers.ofString("{}")));
    assertThat(sessions().getSessionCounter()).isEqualTo(before);
  }

  private void assertNoSession(HttpRequest.Builder request) throws Exception {
    HttpRequest sent = request.header("Content-Type", "application/x-www-form-urlencoded").build();
    assertThat(send(sent).headers().allValues("Set-Cookie"))
        .as(sent.method() + " " + sent.uri())
        .noneMatch(cookie -> cookie.startsWith("JSESSIONID=") && !cookie.contains("Max-Age=0"));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path));
  }

  private Manager sessions() {
    TomcatWebServer server = (TomcatWebServer) context.getWebServer();
    return ((Context) server.getTomcat().getHost().findChildren()[0]).getManager();
  }
}
