package dev.shiplog.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Kills servers many times and prints what was found. Not part of the build, whose {@link
 * CrashTest} is a short form of it; run it with
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec \
 *     -Dexec.args="-cp %classpath dev.shiplog.crash.CrashRun rounds=200 servers=4 long=15 seed=1"
 * }</pre>
 *
 * <p>{@code servers} are killed side by side, each on a data directory of its own; {@code long} is
 * the share in percent of uptimes of 60 to 100 s. The same seed gives the same moments, uptimes and
 * changes, as far as the machine allows.
 */
public final class CrashRun {

  private final int rounds;
  private final int servers;
  private final int longShare;
  private final long seed;
  private final Figures figures = new Figures();

  private CrashRun(Map<String, String> settings) {
    this.rounds = Integer.parseInt(settings.getOrDefault("rounds", "200"));
    this.servers = Integer.parseInt(settings.getOrDefault("servers", "4"));
    this.longShare = Integer.parseInt(settings.getOrDefault("long", "15"));
    this.seed = Long.parseLong(settings.getOrDefault("seed", "" + new Random().nextInt(1_000_000)));
  }

  /** Exits with 1 if there were problems. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      settings.put(parts[0], parts[1]);
    }
    System.exit(new CrashRun(settings).run().isEmpty() ? 0 : 1);
  }

  private List<String> run() throws Exception {
    Path directory = Files.createTempDirectory("shiplog-crash-");
    System.out.println("seed " + seed + ", journals and data in " + directory);
    List<Callable<List<String>>> lives = new ArrayList<>();
    for (int i = 0; i < servers; i++) {
      long own = seed + i;
      lives.add(() -> live(Files.createDirectory(directory.resolve("server-" + own)), own));
    }
    List<String> problems = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(servers);
    for (Future<List<String>> life : threads.invokeAll(lives)) {
      problems.addAll(life.get());
    }
    threads.shutdown();
    System.out.println(figures.table(problems.size()));
    return problems;
  }

  private List<String> live(Path directory, long own) throws IOException {
    Random random = new Random(own);
    try (Life life = new Life(directory, own, figures)) {
      try {
        life.setUp();
        for (int round = 1; round <= rounds / servers; round++) {
          int before = life.problems().size();
          Moment moment = Moment.any(random, longShare);
          life.round(moment, random.nextBoolean());
          List<String> found = life.problems();
          found.subList(before, found.size()).forEach(it -> System.out.println(own + ": " + it));
          System.out.printf("%d: round %d %s%n", own, round, moment);
        }
        life.verify();
      } catch (RuntimeException e) {
        life.broke(e);
      }
      List<String> problems = life.problems();
      System.out.printf("%d: %d problems%n%s%n", own, problems.size(), String.join("\n", problems));
      return problems;
    }
  }
}
