package dev.shiplog.support;

import dev.shiplog.ShiplogApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A second Shiplog, without users, that runs until this JVM ends. */
public final class FreshShiplog {

  private static final Shared<ConfigurableApplicationContext> SHARED =
      new Shared<>(FreshShiplog::start);

  private FreshShiplog() {}

  /**
   * Its address without a slash at the end. The host has a name: cookies know no ports, so its own
   * would else replace those of the server at 127.0.0.1.
   */
  public static String address() {
    return "http://localhost:" + SHARED.get().getEnvironment().getProperty("local.server.port");
  }

  private static ConfigurableApplicationContext start() {
    return new SpringApplicationBuilder(ShiplogApplication.class)
        .run("--server.port=0", "--shiplog.data-dir=" + newDirectory());
  }

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("shiplog-fresh-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
