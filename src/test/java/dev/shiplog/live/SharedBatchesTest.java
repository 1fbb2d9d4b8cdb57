package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStream;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SharedBatchesTest {

  private final SharedBatches shared = new SharedBatches();

  @Test
  void batchesAreFoundByTheirFirstLine() {
    Batch first = shared.add(lines(1, 10));
    Batch second = shared.add(lines(11, 20));

    assertThat(shared.at(1)).containsSame(first);
    assertThat(shared.at(11)).containsSame(second);
    assertThat(shared.at(5)).isEmpty();
    assertThat(shared.gapAt(5)).isEqualTo(10);
    assertThat(shared.gapAt(21)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whoeverWasFasterIsShared() {
    Batch first = shared.add(lines(1, 10));

    assertThat(shared.add(lines(1, 12))).isSameAs(first);
    assertThat(shared.at(13)).isEmpty();
  }

  @Test
  void whatOverlapsIsNotShared() {
    shared.add(lines(1, 10));
    Batch other = lines(5, 12);

    assertThat(shared.add(other)).isSameAs(other);
    assertThat(shared.at(5)).isEmpty();
  }

  @Test
  void whoIsFurtherOnIsFollowed() {
    shared.add(lines(1, 10));
    Batch further = shared.add(lines(21, 30));

    assertThat(shared.at(1)).isEmpty();
    assertThat(shared.at(21)).containsSame(further);
    assertThat(shared.kept()).isEqualTo(further.weight());
  }

  @Test
  void emptyLinesDoNotKeepMoreMemoryThanAllowed() {
    for (long line = 1; line <= 1_000_000; line += 500) {
      shared.add(lines(line, line + 499));
    }

    assertThat(shared.kept()).isBetween(SharedBatches.MOST_KEPT / 2, SharedBatches.MOST_KEPT);
    assertThat(shared.at(999_501)).isPresent();
    assertThat(shared.at(1)).isEmpty();
  }

  @Test
  void whatIsRenderedCounts() {
    shared.add(lines(1, 10));
    Batch last = shared.add(lines(11, 20));

    shared.count(last, SharedBatches.MOST_KEPT);
    assertThat(shared.at(1)).isEmpty();
    assertThat(shared.at(11)).containsSame(last);

    shared.count(lines(1, 10), 5);
    assertThat(shared.kept()).isEqualTo(last.weight() + SharedBatches.MOST_KEPT);
  }

  private static Batch lines(long from, long to) {
    return new Batch(
        LongStream.rangeClosed(from, to)
            .mapToObj(
                number -> new LogLine(number, LogStream.STDOUT, Instant.EPOCH, new byte[] {'\n'}))
            .toList());
  }
}
