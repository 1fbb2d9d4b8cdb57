package dev.shiplog.scenario;

import static org.awaitility.Awaitility.await;

import dev.shiplog.ShiplogApplication;
import dev.shiplog.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.htmlunit.WebClient;

/** A Shiplog in a process of its own with little memory, which ends when it needs more. */
final class SmallShiplog implements AutoCloseable {

  private static final String ADMIN = "admin";
  private static final String PASSWORD = "correct horse battery";
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final Path output;
  private final String address;

  /**
   * Starts it and waits until it serves.
   *
   * @param heap its {@code -Xmx}
   */
  SmallShiplog(Path directory, String heap) throws IOException {
    this.output = directory.resolve("output.txt");
    this.process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap,
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ShiplogApplication.class.getName(),
                    "--server.port=0",
                    "--shiplog.data-dir=" + directory.resolve("data"),
                    "--shiplog.admin.username=" + ADMIN,
                    "--shiplog.admin.password=" + PASSWORD,
                    "--shiplog.log.max-bytes=2GB"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofMinutes(5))
          .until(() -> !process.isAlive() || PORT.matcher(printed()).find());
    } finally {
      if (!PORT.matcher(printed()).find()) {
        close();
      }
    }
    Matcher port = PORT.matcher(printed());
    if (!port.find()) {
      throw new IllegalStateException("the server did not start: " + printed());
    }
    this.address = "http://127.0.0.1:" + port.group(1);
  }

  String address() {
    return address;
  }

  Api api() {
    return new Api(address, ADMIN, PASSWORD).withToken();
  }

  /** The value of a Cookie header with which pages are the administrator's. */
  String cookies() throws IOException {
    try (WebClient client = new WebClient()) {
      client.getOptions().setJavaScriptEnabled(false);
      client.getOptions().setCssEnabled(false);
      Monitor.signIn(client, address, ADMIN, PASSWORD);
      return String.join(
          "; ",
          client.getCookieManager().getCookies().stream()
              .map(cookie -> cookie.getName() + "=" + cookie.getValue())
              .toList());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
