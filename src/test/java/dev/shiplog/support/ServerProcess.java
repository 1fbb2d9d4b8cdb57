package dev.shiplog.support;

import dev.shiplog.ShiplogApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Shiplog in a process of its own, on a free port, that can be killed. */
public final class ServerProcess implements AutoCloseable {

  /** The administrator's name. */
  public static final String ADMIN = "admin";

  /** The administrator's password. */
  public static final String PASSWORD = "correct horse battery";

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Instant started = Instant.now();
  private final long startedNanos = System.nanoTime();
  private final Process process;
  private final Path output;
  private int port;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a server from the class path of the tests and does not wait for it.
   *
   * @param output file that takes what it prints
   * @param options the JVM's, e.g. {@code -Xmx256m}, and then the server's, {@code --name=value}
   */
  public static ServerProcess start(Path data, Path output, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of(options).filter(option -> !isSetting(option)).forEach(command::add);
    command.addAll(List.of("-cp", classPath(), ShiplogApplication.class.getName()));
    command.addAll(
        List.of(
            "--server.port=0",
            "--shiplog.data-dir=" + data,
            "--shiplog.admin.username=" + ADMIN,
            "--shiplog.admin.password=" + PASSWORD));
    Stream.of(options).filter(ServerProcess::isSetting).forEach(command::add);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new ServerProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSetting(String option) {
    return option.startsWith("--");
  }

  /** What is packaged, without the classes of the tests. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Waits until it answers that it is well.
   *
   * @return how long that took from its start
   * @throws IllegalStateException with what it printed last, if it ends or is not ready in time
   */
  public Duration awaitReady(Duration limit) {
    while (!isReady()) {
      if (aliveAfter(Duration.ofMillis(50)) && age().compareTo(limit) < 0) {
        continue;
      }
      throw new IllegalStateException("the server did not start: " + lastLines());
    }
    return age();
  }

  /** When it was started. */
  public Instant started() {
    return started;
  }

  /** How long ago it was started. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Waits for the time, or less if the server ends; whether it still runs then. */
  public boolean aliveAfter(Duration time) {
    try {
      return !process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** {@code kill -9}; returns when it is dead. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /** {@code kill}, as a service manager stops it; does not wait. */
  public void terminate() {
    process.destroy();
  }

  /** Its exit code; empty while it runs. */
  public OptionalInt exit() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Where it listens, once it is ready. */
  public int port() {
    return port;
  }

  /** Its address without a slash at the end. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /** The API as the administrator, with the password. */
  public Api admin() {
    return new Api(address(), ADMIN, PASSWORD);
  }

  private boolean isReady() {
    if (port == 0) {
      Matcher found = PORT.matcher(printed());
      if (!found.find()) {
        return false;
      }
      port = Integer.parseInt(found.group(1));
    }
    return answersThatItIsWell();
  }

  private boolean answersThatItIsWell() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + "/actuator/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String lastLines() {
    List<String> lines = printed().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  /** All that it has printed. */
  public String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
