package dev.shiplog.log;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Appends numbered lines until it is killed, and prints each number when it is stored. */
final class KilledWriter {

  private KilledWriter() {}

  /** The data directory is the one argument. */
  public static void main(String[] args) {
    LogStore store =
        new FileLogStore(
            LogStoreContract.settings(1 << 16, 100 << 20),
            Path.of(args[0]),
            Clock.systemUTC(),
            List::of);
    LogAppender log = store.open(LogStoreContract.ID, List.of());
    for (long number = 1; ; number++) {
      byte[] line = line(number).getBytes(StandardCharsets.UTF_8);
      int half = line.length / 2;
      log.append(LogStream.STDOUT, line, 0, half);
      log.append(LogStream.STDOUT, line, half, line.length - half);
      System.out.println(number);
    }
  }

  static String line(long number) {
    return number + " " + "x".repeat((int) (number % 97)) + "\n";
  }
}
