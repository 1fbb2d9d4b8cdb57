package dev.shiplog.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** A server program that runs until this JVM ends. */
final class Server {

  private static final Duration START_UP = Duration.ofSeconds(60);
  private static final Duration SHUT_DOWN = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Path output;

  private Server(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /**
   * Starts the command and waits until it is ready.
   *
   * @param output file that takes what the command prints
   * @param ready given what it has printed so far, says whether it serves
   * @param afterwards runs when the server is gone
   * @throws IllegalStateException with the end of its output, if it ends or does not get ready
   */
  static void run(List<String> command, Path output, Predicate<String> ready, Runnable afterwards)
      throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Server server = new Server(Path.of(command.get(0)).getFileName().toString(), process, output);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.stop();
                  afterwards.run();
                }));
    server.awaitReady(ready);
  }

  private void awaitReady(Predicate<String> ready) {
    try {
      await()
          .atMost(START_UP)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !process.isAlive() || ready.test(printed()));
    } catch (ConditionTimeoutException e) {
      stop();
      throw new IllegalStateException(name + " did not get ready: " + lastLines(), e);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(name, process.exitValue(), lastLines()));
    }
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(SHUT_DOWN.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String lastLines() {
    List<String> lines = printed().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private String printed() {
    try {
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
