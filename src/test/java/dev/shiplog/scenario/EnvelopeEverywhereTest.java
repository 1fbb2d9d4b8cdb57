package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors under /api/ that do not come from a controller. */
class EnvelopeEverywhereTest extends ShiplogTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET   | /api/deployments/logs/stream?id=1 |                                         | 426
          GET   | /api/deployments/logs/stream?id=1 | Upgrade: websocket                      | 426
          GET   | /api/deployments/logs/stream?id=1 | Upgrade: websocket;Sec-WebSocket-Version: 12 | 426
          GET   | /api/deployments/logs/stream?id=1 | Upgrade: websocket;Sec-WebSocket-Version: 13 | 400
          POST  | /api/deployments/logs/stream?id=1 |                                         | 405
          TRACE | /api/deployments/1                |                                         | 405
          GET   | /api/%2e%2e/deployments           |                                         | 400
          """)
  void isSaidInTheEnvelope(String method, String path, String headers, int status)
      throws IOException {
    String answer = raw(method, path, headers == null ? "" : headers.replace(";", "\r\n") + "\r\n");

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer).contains("Content-Type: application/json");
    assertThat(answer).containsPattern("\\{\"success\":false,\"message\":\".+\",\"error\":\"\"}");
  }

  /** HTTP clients refuse to send some of these. */
  private String raw(String method, String path, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port())) {
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1:"
              + port()
              + "\r\nConnection: close\r\nAuthorization: "
              + api().authorization()
              + "\r\n"
              + headers
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
