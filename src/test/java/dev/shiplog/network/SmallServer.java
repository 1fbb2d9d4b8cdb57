package dev.shiplog.network;

import static org.awaitility.Awaitility.await;

import dev.shiplog.ShiplogApplication;
import dev.shiplog.support.Api;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Shiplog in a process of its own with little memory. */
final class SmallServer implements AutoCloseable {

  static final String ADMIN = "admin";
  static final String PASSWORD = "correct horse battery";
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final Path output;
  private final int port;

  /**
   * Starts it and waits until it serves.
   *
   * @param heap as {@code -Xmx} takes it
   */
  SmallServer(Path directory, String heap) throws IOException {
    output = directory.resolve("output");
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                classPath(),
                ShiplogApplication.class.getName(),
                "--server.port=0",
                "--shiplog.data-dir=" + directory.resolve("data"),
                "--shiplog.admin.username=" + ADMIN,
                "--shiplog.admin.password=" + PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    await().atMost(Duration.ofMinutes(4)).until(() -> started().find() || !process.isAlive());
    Matcher started = started();
    if (!started.find()) {
      throw new IllegalStateException("the server did not start: " + printed());
    }
    port = Integer.parseInt(started.group(1));
  }

  int port() {
    return port;
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  Api api() {
    return new Api(address(), ADMIN, PASSWORD);
  }

  /** All that it has printed. */
  String printed() {
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

  private Matcher started() {
    return PORT.matcher(printed());
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
