package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Holds that weights are what the heap keeps: never less, and not many times as much. */
class BatchWeightTest {

  private static final int COUNT = 200_000;

  @Test
  void anEmptyLineWeighsWhatItKeeps() {
    List<LogLine> lines = new ArrayList<>();
    long kept =
        kept(
            lines,
            number ->
                new LogLine(
                    number, LogStream.STDOUT, Instant.ofEpochMilli(number), new byte[] {'\n'}));

    assertThat(kept).isBetween(new Batch(lines).weight() / 2, new Batch(lines).weight());
  }

  @Test
  void aMessageWeighsWhatItKeepsAlsoWithCharactersOfTwoBytes() {
    List<String> latin = new ArrayList<>();
    List<String> other = new ArrayList<>();
    long keptLatin = kept(latin, number -> "%0200d".formatted(number));
    long keptOther = kept(other, number -> "\u2026%0199d".formatted(number));

    assertThat(keptLatin).isBetween(Batch.weight(latin) / 3, Batch.weight(latin));
    assertThat(keptOther).isBetween(Batch.weight(other) / 2, Batch.weight(other));
  }

  private static <T> long kept(List<T> to, LongFunction<T> created) {
    long before = used();
    LongStream.range(0, COUNT).mapToObj(created).forEach(to::add);
    return used() - before;
  }

  /** The smallest of several, because a collection may come late. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return LongStream.range(0, 5)
        .map(
            time -> {
              System.gc();
              return runtime.totalMemory() - runtime.freeMemory();
            })
        .min()
        .orElseThrow();
  }
}
