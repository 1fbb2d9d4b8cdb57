package dev.shiplog.log;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Appends numbered lines until it is killed, and prints the number of each line, or of the last of
 * those that were appended at once, when it is stored.
 */
final class KilledWriter {

  private KilledWriter() {}

  /** The arguments are the data directory and how many lines are appended at once. */
  public static void main(String[] args) {
    LogStore store =
        new FileLogStore(
            LogStoreContract.settings(1 << 16, 100 << 20),
            Path.of(args[0]),
            Clock.systemUTC(),
            List::of);
    LogAppender log = store.open(LogStoreContract.ID, List.of());
    int atOnce = Integer.parseInt(args[1]);
    for (long number = 1; ; number += atOnce) {
      byte[] lines =
          LongStream.range(number, number + atOnce)
              .mapToObj(KilledWriter::line)
              .collect(Collectors.joining())
              .getBytes(StandardCharsets.UTF_8);
      int half = lines.length / 2;
      log.append(LogStream.STDOUT, lines, 0, half);
      log.append(LogStream.STDOUT, lines, half, lines.length - half);
      System.out.println(number + atOnce - 1);
    }
  }

  static String line(long number) {
    return number + " " + "x".repeat((int) (number % 97)) + "\n";
  }
}
