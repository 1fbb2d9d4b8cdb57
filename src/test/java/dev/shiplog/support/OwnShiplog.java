package dev.shiplog.support;

import dev.shiplog.ShiplogApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A Shiplog that a test starts and stops itself, in this JVM, on a data directory that it may give
 * to the next one.
 */
public final class OwnShiplog implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private OwnShiplog(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts with these settings, e.g. {@code --shiplog.runner.concurrency=1}. */
  public static OwnShiplog start(Path data, String... settings) {
    return start(data, List.of(), settings);
  }

  /**
   * Starts with these settings.
   *
   * @param beans configurations besides the server's own
   */
  public static OwnShiplog start(Path data, List<Class<?>> beans, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--shiplog.data-dir=" + data,
                "--shiplog.admin.username=" + ShiplogTest.ADMIN,
                "--shiplog.admin.password=" + ShiplogTest.PASSWORD));
    arguments.addAll(List.of(settings));
    var builder = new SpringApplicationBuilder(ShiplogApplication.class);
    beans.forEach(builder::sources);
    return new OwnShiplog(builder.run(arguments.toArray(String[]::new)));
  }

  /** The server's address without a slash at the end. */
  public String address() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  /** The API as the administrator. */
  public Api api() {
    return new Api(address(), ShiplogTest.ADMIN, ShiplogTest.PASSWORD);
  }

  /** One of the server's parts. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** Stops it as SIGTERM does; returns when it is gone. */
  @Override
  public void close() {
    context.close();
  }
}
