package dev.shiplog.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Api;
import dev.shiplog.support.CutProxy;
import dev.shiplog.support.Gate;
import dev.shiplog.support.LeanClient;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the network does, and whenever somebody comes: in the end exactly the stored lines. */
@Timeout(900)
class BadNetworkTest extends ShiplogTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path directory;

  /** Of trust: a viewer whose connection is cut every 300 ms while 1,000 lines a second flow. */
  @Test
  void aViewerThatIsCutAgainAndAgainEndsWithExactlyTheStoredLines() throws Exception {
    Api api = api().withToken();
    Gate gate = new Gate(directory);
    int tenths = Form.of(50, 600);
    String build = "for i in $(seq 1 " + tenths + "); do seq 1 100; sleep 0.1; done";
    long id = api.deploy(api.createApp(gate.waitFor() + "; " + build, ""));
    MessageDigest seen = MessageDigest.getInstance("SHA-256");
    long last = 0;
    int connections = 0;
    try (CutProxy proxy = CutProxy.to(port(), Duration.ofMillis(300))) {
      gate.open();
      for (int code = 1006; code != 1000; connections++) {
        try {
          LeanClient client =
              LeanClient.watch(proxy.port(), api, id, last, event -> seen.update(line(event)));
          code = client.awaitClose(LIMIT);
          assertThat(client.wrong()).isZero();
          last = client.last();
        } catch (CompletionException e) {
          code = 1006; // Cut while it connected.
        }
      }
    }

    JsonNode deployment = api.awaitEnd(id);
    String stored = api.send("GET", "/api/deployments/" + id + "/log", "").body();
    assertThat(last).isEqualTo(deployment.path("log_lines").asLong());
    assertThat(HexFormat.of().formatHex(seen.digest())).isEqualTo(sha256(stored));
    assertThat(connections).isGreaterThan(tenths / 5);
  }

  /** Of trust: the race between "finished" and "connect". */
  @Test
  void whoConnectsInTheMomentOfTheEndMissesNothingAndHearsOfTheEnd() throws IOException {
    Api api = api().withToken();
    int rounds = Form.of(5, 50);
    int viewers = 20;
    for (int round = 0; round < rounds; round++) {
      long id = api.deploy(api.createApp("seq 1 20; sleep 0." + round % 10, ""));
      LeanClient[] clients = new LeanClient[viewers];
      for (int i = 0; i < viewers; i++) {
        clients[i] = LeanClient.watch(port(), api, id, 0);
      }
      long lines = api.awaitEnd(id).path("log_lines").asLong();
      for (LeanClient client : clients) {
        assertThat(client.awaitClose(LIMIT)).isEqualTo(1000);
        assertThat(client.last()).isEqualTo(lines);
        assertThat(client.wrong()).isZero();
        assertThat(client.status()).isEqualTo("success");
      }
    }
  }

  private static byte[] line(String event) {
    return JSON.readTree(event)
        .path("data")
        .path("line")
        .asString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
