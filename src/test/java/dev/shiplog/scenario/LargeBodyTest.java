package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Api;
import dev.shiplog.support.ShiplogTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A JSON body has a size that fits into memory, whether it tells it beforehand or not. */
class LargeBodyTest extends ShiplogTest {

  private static final int MEGABYTES = 200;

  @Test
  void aBodyThatSaysThatItIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
    Api api = api().withToken();
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/projects HTTP/1.1\r\nHost: x\r\nAuthorization: "
                  + api.authorization()
                  + "\r\nContent-Length: "
                  + (MEGABYTES << 20)
                  + "\r\n\r\n{\"name\":\"")
              .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(answer).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void aBodyOfUnknownLengthIsCounted() throws Exception {
    byte[] body = ("{\"name\":\"" + "x".repeat(3 << 19) + "\"}").getBytes(StandardCharsets.UTF_8);
    HttpResponse<String> answer = chunked(new ByteArrayInputStream(body));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"success\":false").contains("at most 1 MB");
  }

  @Test
  void aBodyThatIsNestedWithoutEndIsRefused() throws Exception {
    String nested = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(chunked(new ByteArrayInputStream(nested.getBytes())).statusCode()).isEqualTo(413);
  }

  @Test
  void whatIsUsualFits() {
    String name = "x".repeat(100);
    String body = "{\"name\":\"" + name + "\"," + " ".repeat(900_000) + "\"owner\":null}";
    assertThat(api().send("POST", "/api/projects", body).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> chunked(InputStream body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/api/projects"))
            .header("Authorization", api().authorization())
            .POST(BodyPublishers.ofInputStream(() -> body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
