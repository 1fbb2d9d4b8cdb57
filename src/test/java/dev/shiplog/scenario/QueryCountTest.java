package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.EventClient;
import dev.shiplog.support.Gate;
import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What the database is asked while people read and watch. */
@Import(QueryCountTest.Counting.class)
class QueryCountTest extends ShiplogTest {

  private static final Queue<String> QUERIES = new ConcurrentLinkedQueue<>();

  @TempDir private Path directory;

  @Test
  void aFinishedPageCostsOneQuery() throws IOException {
    long id = api().deploy(api().createApp("seq 1 1000", "true"));
    api().awaitEnd(id);
    try (WebClient browser = HtmlUnitHtmx.withoutJavaScript()) {
      signIn(browser);
      QUERIES.clear();
      HtmlPage page = browser.getPage(address() + "/deployments/" + id);

      assertThat(page.querySelectorAll("#log li")).hasSize(1004);
      assertThat(queriesButTheDispatchers()).hasSize(1);
    }
  }

  @Test
  void fiftyViewersAskNothingWhileTheyWatch() {
    var gate = new Gate(directory);
    long id =
        api()
            .deploy(
                api()
                    .createApp(
                        "for i in $(seq 1 50); do seq 1 20; sleep 0.1; done; " + gate.waitFor(),
                        "true"));
    api().awaitLog(id, "\n20\n");
    List<EventClient> viewers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String stream = "/api/deployments/logs/stream?id=" + id;
      viewers.add(EventClient.connect(port(), api().authorization(), stream));
    }
    await().until(() -> viewers.stream().allMatch(viewer -> !viewer.lines().isEmpty()));

    QUERIES.clear();
    await()
        .atMost(Duration.ofSeconds(30))
        .during(Duration.ofSeconds(5))
        .until(() -> viewers.stream().noneMatch(viewer -> viewer.lines().isEmpty()));
    List<String> asked = List.copyOf(QUERIES);

    // The dispatcher looks at its queue and for stops about once a second, whoever watches.
    assertThat(asked).hasSizeLessThan(20);
    gate.open();
    viewers.forEach(viewer -> assertThat(viewer.awaitClose()).isEqualTo(1000));
    long lines = api().deployment(id).path("log_lines").asLong();
    assertThat(viewers).allSatisfy(viewer -> assertThat(viewer.lines()).hasSize((int) lines));
  }

  private void signIn(WebClient browser) throws IOException {
    HtmlPage login = browser.getPage(address() + "/login");
    login.<HtmlInput>querySelector("[name=username]").setValue(ADMIN);
    login.<HtmlInput>querySelector("[name=password]").setValue(PASSWORD);
    HtmlPage home = login.<HtmlElement>querySelector("main button").click();
    assertThat(home.getTitleText()).startsWith("Dashboard");
  }

  private static List<String> queriesButTheDispatchers() {
    return QUERIES.stream().filter(sql -> !sql.contains("running_app_id = d.app_id")).toList();
  }

  /** Writes down every statement that is prepared. */
  @TestConfiguration
  static class Counting {

    @Bean
    static BeanPostProcessor countingDataSource() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource source ? new CountingDataSource(source) : bean;
        }
      };
    }
  }

  private static final class CountingDataSource extends DelegatingDataSource {

    CountingDataSource(DataSource source) {
      super(source);
    }

    @Override
    public Connection getConnection() throws java.sql.SQLException {
      Connection connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                  QUERIES.add((String) arguments[0]);
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }
}
