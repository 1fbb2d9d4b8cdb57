package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.ShiplogTest;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/** The four scenarios in a browser that runs htmx but draws nothing. */
@Import(HtmlUnitScenariosTest.OriginOfHtmlUnit.class)
class HtmlUnitScenariosTest extends ShiplogTest {

  @TempDir private Path directory;

  @Test
  void aCompletedSuccessIsWholeAtOnce() throws IOException {
    long id = api().deploy(api().createApp("echo built", "echo deployed"));
    api().awaitEnd(id);

    try (WebClient client = HtmlUnitHtmx.withJavaScript()) {
      HtmlPage page = open(client, id);

      assertCompleted(page, "Success", 6);
      assertThat(Monitor.text(page, "#banner"))
          .matches("Deployment successful! Completed in \\d+s");
      assertThat(Monitor.text(page, "#L6")).isEqualTo("deployed");
    }
  }

  @Test
  void aCompletedFailureShowsItsErrorStageAndExitCode() throws IOException {
    long id = api().deploy(api().createApp("echo oops >&2; exit 7", "echo never"));
    api().awaitEnd(id);

    try (WebClient client = HtmlUnitHtmx.withJavaScript()) {
      HtmlPage page = open(client, id);

      assertCompleted(page, "Failed", 4);
      assertThat(Monitor.text(page, "#banner")).isEqualTo("Build command failed with exit code 7");
      assertThat(Monitor.text(page, "#deployment .facts"))
          .containsPattern("Failed in stage\\s*building");
      assertThat(Monitor.text(page, "#log li:not(.system)")).isEqualTo("oops");
    }
  }

  @Test
  void oneInProgressBecomesTheCompletedPageByItself() throws IOException {
    var gate = new Gate(directory);
    long id =
        api().deploy(api().createApp("echo one; " + gate.waitFor() + "; echo two", "echo three"));
    api().awaitLog(id, "\none\n");

    try (WebClient client = HtmlUnitHtmx.withJavaScript()) {
      HtmlPage page = open(client, id);
      assertThat(Monitor.text(page, "#mode")).isEqualTo("Live");
      assertThat(Monitor.text(page, "#status")).isEqualTo("Building");
      assertThat(Monitor.has(page, "[ws-connect]")).isTrue();
      gate.open();

      awaitCompleted(page);
      assertCompleted(page, "Success", 7);
      assertThat(Monitor.text(page, "#L4")).isEqualTo("two");
      assertThat(Monitor.text(page, "#L7")).isEqualTo("three");
    }
  }

  @Test
  void openedInTheMiddleItShowsExistingLinesFirstThenNewOnes() throws IOException {
    var gate = new Gate(directory);
    long id = api().deploy(api().createApp("seq 1 50; " + gate.waitFor() + "; seq 51 700", "true"));
    api().awaitLog(id, "\n50\n");

    try (WebClient client = HtmlUnitHtmx.withJavaScript()) {
      HtmlPage page = open(client, id);
      assertThat(Monitor.lineIds(page)).isEqualTo(Monitor.idsTo(52));
      gate.open();

      await().atMost(Duration.ofSeconds(30)).until(() -> page.querySelector("#L702") != null);
      awaitCompleted(page);
      assertCompleted(page, "Success", 704);
      assertThat(Monitor.text(page, "#L52")).isEqualTo("50");
      assertThat(Monitor.text(page, "#L53")).isEqualTo("51");
    }
  }

  private HtmlPage open(WebClient client, long id) throws IOException {
    return Monitor.open(client, address(), ADMIN, PASSWORD, id);
  }

  private static void awaitCompleted(HtmlPage page) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                Monitor.text(page, "#mode").equals("Completed")
                    && page.querySelector("[ws-connect]") == null);
  }

  private static void assertCompleted(HtmlPage page, String status, long lines) {
    assertThat(Monitor.text(page, "#mode")).isEqualTo("Completed");
    assertThat(Monitor.text(page, "#status")).isEqualTo(status);
    assertThat(Monitor.has(page, "#monitor[data-mode='completed']")).isTrue();
    assertThat(Monitor.has(page, "[ws-connect]")).isFalse();
    assertThat(Monitor.lineIds(page)).isEqualTo(Monitor.idsTo(lines));
  }

  /** HtmlUnit's sockets lack the Origin that every real browser sends (RFC 6455, section 4.1). */
  @TestConfiguration
  static class OriginOfHtmlUnit {

    @Bean
    FilterRegistrationBean<Filter> originOfSockets() {
      var registration =
          new FilterRegistrationBean<Filter>(
              (request, response, chain) ->
                  chain.doFilter(new WithOrigin((HttpServletRequest) request), response));
      registration.setUrlPatterns(List.of("/deployments/*"));
      registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return registration;
    }
  }

  private static final class WithOrigin extends HttpServletRequestWrapper {

    WithOrigin(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getHeader(String name) {
      boolean missing = name.equalsIgnoreCase("Origin") && super.getHeader("Upgrade") != null;
      return missing ? "http://" + super.getHeader("Host") : super.getHeader(name);
    }
  }
}
