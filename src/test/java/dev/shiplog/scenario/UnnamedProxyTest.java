package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who says to be a proxy is a client like any other until the operator names it. */
@ExtendWith(OutputCaptureExtension.class)
class UnnamedProxyTest extends ShiplogTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void nobodyGuessesAsSomebodyElseByAHeader() throws Exception {
    String name = "user-" + UUID.randomUUID();
    int status = 0;
    for (int i = 0; i < 6; i++) {
      status = guess(name, "wrong " + i, "203.0.113." + i);
    }
    assertThat(status).isEqualTo(429);
  }

  @Test
  void nobodyClaimsTls() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/login"))
            .header("X-Forwarded-Proto", "https")
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).headers().map())
        .doesNotContainKey("Strict-Transport-Security");
  }

  @Test
  void anOriginThatIsRefusedIsToldToTheOperatorWithWhatToSet(CapturedOutput output) {
    assertThat(output).doesNotContain("https://deploy.example.org");
    var socket =
        client
            .newWebSocketBuilder()
            .header("Authorization", api().authorization())
            .header("Origin", "https://deploy.example.org")
            .buildAsync(
                URI.create("ws://127.0.0.1:" + port() + "/api/deployments/logs/stream?id=1"),
                new WebSocket.Listener() {});

    assertThat(socket)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .isInstanceOf(ExecutionException.class);
    assertThat(output)
        .contains("https://deploy.example.org")
        .contains(address())
        .contains("set shiplog.base-url")
        .contains("shiplog.trusted-proxies");
  }

  private int guess(String name, String password, String from) throws Exception {
    String credentials = Base64.getEncoder().encodeToString((name + ":" + password).getBytes());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/api/tokens"))
            .header("Authorization", "Basic " + credentials)
            .header("X-Forwarded-For", from)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
