package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Api;
import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.OwnShiplog;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** The server's clock is set by an hour while deployments wait and run. */
class ClockJumpTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private static Path data;
  private static OwnShiplog server;
  private static SetClock clock;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    server = OwnShiplog.start(data, List.of(Clocks.class), "--shiplog.runner.concurrency=1");
    clock = server.get(SetClock.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void backwards() throws IOException {
    jump(HOUR.negated());
  }

  @Test
  void forwards() throws IOException {
    jump(HOUR);
  }

  private void jump(Duration by) throws IOException {
    Api api = server.api().withToken();
    String build = "echo one; while [ ! -e '%s/gate' ]; do sleep 0.02; done; echo two; sleep 1.1";
    long app =
        api.createApp(
            Map.of(
                "buildCommand",
                build.formatted(directory),
                "deployCommand",
                "echo three",
                "timeoutSeconds",
                600));
    List<Long> ids = new ArrayList<>(List.of(api.deploy(app)));
    api.awaitLog(ids.get(0), "\none\n");
    ids.add(api.deploy(app));
    clock.set(by);
    ids.add(api.deploy(app));
    assertThat(api.deployment(ids.get(1)).path("status").asString()).isEqualTo("pending");
    new Gate(directory).open();

    List<Instant> ends = new ArrayList<>();
    for (long id : ids) {
      JsonNode deployment = api.awaitEnd(id);
      assertThat(deployment.path("status").asString()).as("not timed out").isEqualTo("success");
      assertThat(deployment.path("duration").asLong()).isBetween(0L, HOUR.toSeconds() + 60);
      ends.add(Instant.parse(deployment.path("started_at").asString()));
    }
    assertThat(ends.subList(1, 3)).as("in the order of the queue").isSorted();
    assertThat(listed(api, app)).containsExactly(ids.get(2), ids.get(1), ids.get(0));
    assertPagesSayNothingNegative(app, ids);
  }

  private static List<Long> listed(Api api, long app) {
    List<Long> ids = new ArrayList<>();
    api.call("GET", "/api/deployments?appId=" + app, "")
        .path("items")
        .forEach(item -> ids.add(item.path("id").asLong()));
    return ids;
  }

  private static void assertPagesSayNothingNegative(long app, List<Long> ids) throws IOException {
    try (WebClient browser = HtmlUnitHtmx.withoutJavaScript()) {
      HtmlPage login = browser.getPage(server.address() + "/login");
      login.<HtmlInput>querySelector("[name=username]").setValue(ShiplogTest.ADMIN);
      login.<HtmlInput>querySelector("[name=password]").setValue(ShiplogTest.PASSWORD);
      login.<HtmlElement>querySelector("main button").click();
      List<String> addresses =
          new ArrayList<>(List.of("/", "/apps/" + app, "/deployments?app=" + app));
      ids.forEach(
          id ->
              addresses.addAll(
                  List.of("/deployments/" + id, "/deployments/" + id + "?view=print")));
      for (String address : addresses) {
        HtmlPage page =
            browser.getPage(new WebRequest(URI.create(server.address() + address).toURL()));
        assertThat(page.getWebResponse().getStatusCode()).as(address).isEqualTo(200);
        assertThat(page.getWebResponse().getContentAsString())
            .as(address)
            .doesNotContainPattern("[ +>\"]-\\d+(\\.\\d+)?(s|m|h|%| ?seconds|:\\d\\d)\\b")
            .doesNotContainPattern("(width|height|x|y)=\"-");
      }
    }
  }

  /** Replaces the server's clock. */
  @Configuration(proxyBeanMethods = false)
  static class Clocks {

    @Bean
    @Primary
    SetClock setClock() {
      return new SetClock();
    }
  }

  /** The system's clock, set by so much. */
  static final class SetClock extends Clock {

    private volatile Duration offset = Duration.ZERO;

    void set(Duration by) {
      offset = offset.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return InstantSource.system().instant().plus(offset);
    }
  }
}
