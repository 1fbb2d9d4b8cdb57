package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.CutProxy;
import dev.shiplog.support.EventClient;
import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.MySqlServer;
import dev.shiplog.support.RequiresMySql;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What people notice while the database is out of reach, and after it is back. */
@RequiresMySql
class DatabaseAwayTest extends ShiplogTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static CutProxy way;

  @TempDir private Path directory;

  @DynamicPropertySource
  static void mySqlBehindProxy(DynamicPropertyRegistry registry) throws SQLException, IOException {
    MySqlServer.Access access = MySqlServer.shared().freshDatabase();
    URI address = URI.create(access.url().substring("jdbc:".length()));
    way = CutProxy.to(address.getPort());
    String url = access.url().replace(":" + address.getPort() + "/", ":" + way.port() + "/");
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.datasource.username", access::username);
    registry.add("spring.datasource.password", access::password);
    registry.add("spring.datasource.hikari.connection-timeout", () -> 500);
  }

  @AfterEach
  void back() {
    way.setAway(false);
  }

  @Test
  void whatRunsGoesOnAndEndsWhenTheDatabaseIsBack() {
    var gate = new Gate(directory);
    Path built = directory.resolve("built");
    long app =
        api()
            .createApp(
                "echo one; " + gate.waitFor() + "; echo two; touch '" + built + "'", "echo three");
    long id = api().deploy(app);
    EventClient viewer =
        EventClient.connect(port(), api().authorization(), "/api/deployments/logs/stream?id=" + id);
    await().until(() -> viewer.lines().contains("one\n"));

    way.setAway(true);
    gate.open();
    await().atMost(LONG).until(() -> viewer.lines().contains("two\n"));
    await().atMost(LONG).until(() -> built.toFile().exists());
    assertThat(api().send("GET", "/api/deployments/" + id, "").statusCode()).isEqualTo(503);
    way.setAway(false);

    assertThat(viewer.awaitClose()).isEqualTo(1000);
    await()
        .atMost(LONG)
        .until(() -> api().send("GET", "/api/deployments/" + id, "").statusCode() == 200);
    JsonNode deployment = api().awaitEnd(id);
    assertThat(deployment.path("error_message").isNull()).isTrue();
    assertThat(deployment.path("status").asString()).isEqualTo("success");
    assertThat(api().awaitEnd(api().deploy(app)).path("status").asString()).isEqualTo("success");
  }

  @Test
  void pagesSaySo() throws IOException {
    try (WebClient browser = HtmlUnitHtmx.withoutJavaScript()) {
      browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
      HtmlPage login = browser.getPage(address() + "/login");
      login.<HtmlInput>querySelector("[name=username]").setValue(ADMIN);
      login.<HtmlInput>querySelector("[name=password]").setValue(PASSWORD);
      login.<HtmlElement>querySelector("main button").click();

      way.setAway(true);
      HtmlPage away = browser.getPage(address() + "/");
      way.setAway(false);

      assertThat(away.getWebResponse().getStatusCode()).isEqualTo(503);
      assertThat(away.getWebResponse().getResponseHeaderValue("Retry-After")).isEqualTo("5");
      assertThat(away.getTitleText()).startsWith("The database does not answer");
      await()
          .atMost(LONG)
          .until(() -> browser.getPage(address() + "/").getWebResponse().getStatusCode() == 200);
    }
  }
}
