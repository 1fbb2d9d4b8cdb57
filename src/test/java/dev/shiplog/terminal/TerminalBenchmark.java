package dev.shiplog.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures how fast a terminal takes stored lines, and prints it as MB/s (10^6 bytes, line feeds
 * counted). Not part of the build; run it with
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec \
 *     -Dexec.args="-cp %classpath dev.shiplog.terminal.TerminalBenchmark"
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TerminalBenchmark {
  private static final int LINES = 10_000;

  /** What kind of lines. */
  public enum Log {
    PLAIN("[%d/10000] Compiling src/main/java/com/example/shop/basket/Basket%1$d.java with javac"),
    COLOURED(
        "[\u001b[1;34mINFO\u001b[m] \u001b[32mpassed\u001b[m BasketTest%d, 12 of 12 tests, 0.8 s"),
    PROGRESS("Receiving objects: %1$d\r".repeat(20) + "Receiving objects: done"),
    REDRAWN("\u001b[3A\u001b[2K => [build %d/9] RUN npm ci\n\n\n");

    private final String pattern;

    Log(String pattern) {
      this.pattern = pattern;
    }

    private List<byte[]> lines() {
      List<byte[]> all = new ArrayList<>();
      for (int i = 0; all.size() < LINES; i++) {
        for (String line : String.format(pattern, i).split("\n", -1)) {
          all.add(line.getBytes(UTF_8));
        }
      }
      return all;
    }

    private long bytes() {
      return lines().stream().mapToLong(line -> line.length + 1L).sum();
    }
  }

  @Param public Log log;

  private List<byte[]> lines;

  @Setup
  public void readLines() {
    lines = log.lines();
  }

  @Benchmark
  public void show(Blackhole screen) {
    Terminal terminal = new Terminal();
    for (byte[] line : lines) {
      screen.consume(terminal.line(line, line.length));
    }
  }

  /** Runs all of it. */
  public static void main(String[] arguments) throws RunnerException {
    String name = TerminalBenchmark.class.getName();
    Collection<RunResult> results = new Runner(new OptionsBuilder().include(name).build()).run();
    for (RunResult result : results) {
      Log log = Log.valueOf(result.getParams().getParam("log"));
      double bytesPerMicrosecond = log.bytes() / result.getPrimaryResult().getScore();
      System.out.printf("%-10s %6.0f MB/s%n", log, bytesPerMicrosecond);
    }
  }
}
