package dev.shiplog.crash;

import dev.shiplog.crash.Journal.Key;
import dev.shiplog.crash.Journal.Kind;
import dev.shiplog.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** One data directory whose server is killed again and again. */
final class Life implements AutoCloseable {

  /** What recovery may take in all, on a machine that has nothing else to do. */
  private static final Duration READY = Duration.ofSeconds(10);

  private static final Duration START = Duration.ofMinutes(10);
  private static final List<Integer> PAUSE_MILLIS = List.of(10, 50, 200, 600);

  /** Of what no writer made. */
  static final int OWNER = -1;

  private final Path directory;
  private final Path data;
  private final Path starts;
  private final Random random;
  private final Figures figures;
  private final Journal journal;
  private final Oracle oracle;
  private Load.Apps apps = new Load.Apps(Map.of());
  private String token = "";
  private Instant killed = Instant.now();
  private Duration lastStart = Duration.ZERO;
  private int rounds;

  /**
   * @param directory of its own, which must exist
   */
  Life(Path directory, long seed, Figures figures) {
    try {
      this.directory = directory.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.data = this.directory.resolve("data");
    this.starts = this.directory.resolve("starts");
    this.random = new Random(seed);
    this.figures = figures;
    this.journal = new Journal(this.directory.resolve("journal"));
    this.oracle = new Oracle(journal, figures, data, starts);
  }

  /** Makes the apps whose deployments are watched, and a token for all that follows. */
  void setUp() {
    ServerProcess server = start();
    try {
      awaitReady(server);
      JsonNode issued = server.admin().call("POST", "/api/tokens", Map.of("name", "Crash"));
      journal.issued(
          new Key(Kind.TOKEN, issued.path("id").asString()),
          OWNER,
          issued.path("token").asString());
      token = issued.path("token").asString();
      apps = Load.Apps.create(api(server), journal, starts);
    } finally {
      kill(server);
    }
  }

  /**
   * Starts the server, lets it work and kills it at the moment.
   *
   * @param verify compare with what was acknowledged before it works again
   */
  void round(Moment moment, boolean verify) {
    journal.begin(++rounds);
    Duration uptime = uptime(moment);
    Duration pause = Duration.ofMillis(PAUSE_MILLIS.get(random.nextInt(PAUSE_MILLIS.size())));
    journal.write(moment + " " + uptime + (verify ? " verified" : "") + ", pause " + pause);
    ServerProcess server = start();
    try {
      if (moment == Moment.START_UP) {
        server.aliveAfter(uptime);
      } else {
        awaitReady(server);
        if (verify) {
          compare(server, false);
        }
        work(server, moment, uptime, pause);
      }
    } finally {
      kill(server);
    }
    figures.killed(moment);
  }

  /** Compares all that was ever acknowledged. */
  void verify() {
    journal.begin(++rounds);
    ServerProcess server = start();
    try {
      awaitReady(server);
      compare(server, true);
    } finally {
      kill(server);
    }
    figures.acknowledged(journal.acknowledged());
  }

  /** What was found. */
  List<String> problems() {
    return journal.problems();
  }

  /** Notes that the run itself broke. */
  void broke(RuntimeException failure) {
    journal.problem("the run broke: " + failure);
  }

  @Override
  public void close() {
    Processes.killAll(data);
    journal.close();
  }

  private void work(ServerProcess server, Moment moment, Duration uptime, Duration pause) {
    Load load = new Load(server, api(server), journal, apps, moment);
    load.start(new Random(random.nextLong()), pause);
    boolean quiet = moment == Moment.LONG && random.nextBoolean();
    boolean alive = server.aliveAfter(uptime);
    if (moment.isAimed()) {
      load.aim();
      if (!load.awaitMoment(Duration.ofSeconds(20))) {
        journal.write("no deployment came to " + moment);
      }
      alive = server.aliveAfter(Duration.ofMillis(random.nextInt(15)));
    } else if (quiet) {
      load.stop();
      alive = server.aliveAfter(Duration.ofSeconds(2));
    }
    if (!alive) {
      journal.problem("the server ended by itself");
    }
    kill(server);
    load.stop();
  }

  /** During all of a start, however long the machine takes for it. */
  private Duration uptime(Moment moment) {
    return moment == Moment.START_UP
        ? lastStart.multipliedBy(random.nextInt(110)).dividedBy(100)
        : moment.uptime(random);
  }

  private void kill(ServerProcess server) {
    if (server.exit().isEmpty()) {
      killed = Instant.now();
      server.kill();
    }
  }

  private ServerProcess start() {
    return ServerProcess.start(data, directory.resolve("output-" + rounds));
  }

  private void awaitReady(ServerProcess server) {
    Duration ready = server.awaitReady(START);
    figures.ready(ready);
    lastStart = ready;
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    double perProcessor = load / Runtime.getRuntime().availableProcessors();
    if (ready.toMillis() > READY.toMillis() * (1 + Math.max(0, perProcessor))) {
      journal.problem("ready only after " + ready + " at load " + load);
    }
  }

  private void compare(ServerProcess server, boolean whole) {
    oracle.check(server, api(server), killed, whole);
    figures.compared();
  }

  private Api api(ServerProcess server) {
    return Api.bearing(server.address(), token);
  }
}
