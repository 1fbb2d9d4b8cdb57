package dev.shiplog.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Api;
import dev.shiplog.support.ShiplogTest;
import dev.shiplog.support.WireClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The dashboard's button, pressed by the impatient. */
class SamplesTest extends ShiplogTest {

  private static final int TOGETHER = 10;

  @Test
  void pressedTenTimesAtOnceItAddsThemOnceAndNoPressFails() throws Exception {
    WireClient browser = newcomer("impatient");
    ExecutorService pool = Executors.newFixedThreadPool(TOGETHER);
    try {
      List<Future<Integer>> presses = new ArrayList<>();
      for (int i = 0; i < TOGETHER; i++) {
        presses.add(pool.submit(() -> browser.post("/", "/samples").statusCode()));
      }
      for (Future<Integer> press : presses) {
        assertThat(press.get(120, TimeUnit.SECONDS)).isEqualTo(302);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(names("impatient", "/api/projects")).containsExactly("Samples");
    assertThat(names("impatient", "/api/apps")).containsExactly("ledger", "shop");
  }

  @Test
  void pressedAgainItSaysThatTheyAreThere() {
    WireClient browser = newcomer("forgetful");

    browser.post("/", "/samples");
    assertThat(WireClient.text(browser.get("/"))).doesNotContain("there already");
    browser.post("/", "/samples");

    assertThat(WireClient.text(browser.get("/"))).contains("The sample apps are there already.");
    assertThat(names("forgetful", "/api/apps")).containsExactly("ledger", "shop");
  }

  private WireClient newcomer(String name) {
    api().call("POST", "/api/users", Map.of("username", name, "password", PASSWORD));
    return new WireClient(address(), name, PASSWORD);
  }

  private List<String> names(String user, String path) {
    return new Api(address(), user, PASSWORD)
        .call("GET", path, "")
        .valueStream()
        .map(one -> one.path("name").asString())
        .toList();
  }
}
