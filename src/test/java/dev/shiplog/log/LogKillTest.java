package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogKillTest {

  @TempDir Path data;

  @ParameterizedTest
  @CsvSource({"1, 1", "500, 1", "5000, 1", "20000, 1", "100000, 5000", "1000000, 5000"})
  @Timeout(60)
  void whatWasAcknowledgedSurvivesAKill(int killAfter, int atOnce) throws Exception {
    long acknowledged = killAfterAcknowledging(killAfter, atOnce);

    LogStore store =
        new FileLogStore(
            LogStoreContract.settings(1 << 16, 100 << 20), data, Clock.systemUTC(), List::of);
    LogSize size = store.size(LogStoreContract.ID);
    StringBuilder sent = new StringBuilder();
    for (long number = 1; number <= size.lines(); number++) {
      sent.append(KilledWriter.line(number));
    }
    String stored = LogStoreContract.text(store.range(LogStoreContract.ID, 0, Long.MAX_VALUE));
    assertThat(size.lines()).isGreaterThanOrEqualTo(acknowledged);
    assertThat(sent.toString()).startsWith(stored);
    assertThat(stored.chars().filter(c -> c == '\n').count()).isGreaterThanOrEqualTo(acknowledged);

    try (LogAppender log = store.open(LogStoreContract.ID, List.of())) {
      log.system("interrupted");
    }
    assertThat(store.size(LogStoreContract.ID).lines()).isEqualTo(size.lines() + 1);
  }

  private long killAfterAcknowledging(int count, int atOnce)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                data.toString(),
                String.valueOf(atOnce))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        acknowledged = Math.max(acknowledged, Long.parseLong(line));
        if (acknowledged == count) {
          // Not Process.destroyForcibly: it closes the stream, which has more to tell.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly();
    }
    assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return acknowledged;
  }
}
