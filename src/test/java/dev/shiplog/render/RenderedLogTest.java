package dev.shiplog.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.log.LogStream;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is remembered of a log is bounded, however long it is, and leads to any line. */
class RenderedLogTest {

  private static final long LINES = 1_000_000;

  private final MemoryLogStore store = new MemoryLogStore();
  private RenderedLog log;

  @BeforeEach
  void aLongLog() {
    for (long line = 1; line <= LINES; line++) {
      store.add(LogStream.STDOUT, Instant.EPOCH, "");
    }
    log = new RenderedLog(1, store);
    log.outline(LINES);
  }

  @Test
  void aLongLogIsRememberedByFewRenderers() {
    assertThat(log.remembered())
        .isBetween(RenderedLog.MOST_CHECKPOINTS / 2, RenderedLog.MOST_CHECKPOINTS);
  }

  @Test
  void anyLineIsFound() {
    for (long line : new long[] {1, 4_999, 5_001, 80_001, 123_456, LINES + 1}) {
      assertThat(log.at(line).next()).isEqualTo(line);
    }
  }

  @Test
  void whoIsNearGoesOnInsteadOfStartingFromFurtherBack() {
    LogRenderer own = log.at(100_500);

    assertThat(log.at(101_000, own))
        .isSameAs(own)
        .extracting(LogRenderer::next)
        .isEqualTo(101_000L);
    assertThat(log.at(900_000, own)).isNotSameAs(own);
    assertThat(log.at(50, own)).isNotSameAs(own).extracting(LogRenderer::next).isEqualTo(50L);
  }
}
