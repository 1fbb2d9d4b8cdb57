package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.ShiplogApplication;
import dev.shiplog.support.Gate;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;

/** Starting the new server before the old one has stopped. */
class SecondServerTest extends ShiplogTest {

  @Value("${shiplog.data-dir}")
  private Path data;

  @TempDir private Path directory;

  @Test
  @Timeout(120)
  void refusesToStartAndTouchesNothing() throws IOException, InterruptedException {
    var gate = new Gate(directory);
    long id = api().deploy(api().createApp("echo one; " + gate.waitFor() + "; echo two", ""));
    api().awaitLog(id, "one");

    Process second =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ShiplogApplication.class.getName(),
                "--server.port=0",
                "--shiplog.data-dir=" + data)
            .redirectErrorStream(true)
            .start();
    String printed = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(1);
    assertThat(printed)
        .contains("Another Shiplog is running with the data directory " + data.toRealPath())
        .contains("Stop the other one first")
        .doesNotContain("\tat ");
    gate.open();
    assertThat(api().awaitEnd(id).path("status").asString()).isEqualTo("success");
  }
}
