package dev.shiplog.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short form of {@link CrashRun}. */
class CrashTest {

  private static final List<Moment> MOMENTS =
      List.of(
          Moment.AFTER_END,
          Moment.START_UP,
          Moment.AFTER_LAST_LINE,
          Moment.SOON,
          Moment.AFTER_CLAIM);

  @Test
  @Timeout(900)
  void nothingAcknowledgedIsLostAndEveryDeploymentEnds(@TempDir Path directory) {
    long seed = new Random().nextInt(1_000_000);
    Figures figures = new Figures();
    try (Life life = new Life(directory, seed, figures)) {
      life.setUp();
      MOMENTS.forEach(moment -> life.round(moment, moment == Moment.SOON));
      life.verify();

      String table = figures.table(life.problems().size());
      System.out.println("Crashes with seed " + seed + "\n" + table);
      assertThat(life.problems()).as("seed %d", seed).isEmpty();
    }
  }
}
