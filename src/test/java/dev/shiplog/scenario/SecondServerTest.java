package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.ShiplogApplication;
import dev.shiplog.support.Gate;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;

/** Starting the new server before the old one has stopped. */
class SecondServerTest extends ShiplogTest {

  @Value("${shiplog.data-dir}")
  private Path data;

  @Value("${spring.datasource.url}")
  private String database;

  @TempDir private Path directory;

  @Test
  void refusesToStartAndTouchesNothing() throws IOException, InterruptedException {
    var gate = new Gate(directory);
    long id = api().deploy(api().createApp("echo one; " + gate.waitFor() + "; echo two", ""));
    api().awaitLog(id, "one");

    Path output = directory.resolve("output");
    Process second = start(output);
    try {
      assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
    } finally {
      second.destroyForcibly();
    }

    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(Files.readString(output))
        .contains("Another Shiplog is running with the data directory " + data.toRealPath())
        .contains("Stop the other one first")
        .doesNotContain("\tat ");
    gate.open();
    assertThat(api().awaitEnd(id).path("status").asString()).isEqualTo("success");
  }

  private Process start(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ShiplogApplication.class.getName(),
            "--server.port=0",
            "--shiplog.data-dir=" + data,
            "--spring.datasource.url=" + database)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
