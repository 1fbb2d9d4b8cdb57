package dev.shiplog.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.RequiresSmallDisk;
import dev.shiplog.support.SmallDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** H2 after an error in writing, which nothing could prevent. */
@RequiresSmallDisk
class ClosedDatabaseTest {

  @Test
  void isReadWhileTheDiskIsFullAndWrittenWhenThereIsSpaceAgain() throws IOException {
    try (SmallDisk disk =
        SmallDisk.run(48, DatabaseOnFullDisk.class, path -> List.of(path.toString()))) {
      await().atMost(Duration.ofSeconds(240)).until(() -> !disk.isAlive());

      String printed = disk.printed();
      assertThat(printed).contains("stored=");
      Map<String, Integer> counts = counts(printed);
      assertThat(counts.get("filling: not written")).as(printed).isPositive();
      assertThat(counts.getOrDefault("full: not read", 0))
          .as(printed)
          .isLessThan(counts.get("full: read") / 2);
      assertThat(counts).doesNotContainKeys("after: not written", "after: not read");
      assertThat(counts.get("stored")).isGreaterThanOrEqualTo(counts.get("acknowledged"));
    }
  }

  private static Map<String, Integer> counts(String printed) {
    return printed
        .lines()
        .filter(line -> line.matches("[a-z: ]+=\\d+"))
        .map(line -> line.split("="))
        .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.valueOf(pair[1])));
  }
}
