package dev.shiplog.crash;

import dev.shiplog.crash.Journal.Key;
import dev.shiplog.crash.Journal.Kind;
import dev.shiplog.support.Api;
import dev.shiplog.support.ServerProcess;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server has to do in one round: several writers, deployments and their readers. */
final class Load {

  static final int WRITERS = 3;

  private static final JsonMapper JSON = new JsonMapper();
  private static final int QUEUED = 4;

  private final ServerProcess server;
  private final Api api;
  private final Journal journal;
  private final Apps apps;
  private final Moment moment;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final AtomicBoolean aimed = new AtomicBoolean();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(WRITERS + 2);

  Load(ServerProcess server, Api api, Journal journal, Apps apps, Moment moment) {
    this.server = server;
    this.api = api;
    this.journal = journal;
    this.apps = apps;
    this.moment = moment;
  }

  /**
   * The apps whose deployments are watched.
   *
   * @param ids by what they run, one or more of each
   */
  record Apps(Map<Script, List<Long>> ids) {

    /** Creates them in a project of their own. */
    static Apps create(Api api, Journal journal, Path starts) {
      String watched = "Watched";
      long project = api.call("POST", "/api/projects", Map.of("name", watched)).path("id").asLong();
      journal.created(new Key(Kind.PROJECT, Long.toString(project)), Life.OWNER, watched);
      Map<Script, List<Long>> ids = new EnumMap<>(Script.class);
      for (Script script : Script.values()) {
        List<Long> same = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          long id = create(api, project, script, script + " " + i, starts);
          journal.created(
              new Key(Kind.APP, Long.toString(id)), Life.OWNER, script + " " + i + "/main");
          same.add(id);
        }
        ids.put(script, List.copyOf(same));
      }
      return new Apps(ids);
    }

    private static long create(Api api, long project, Script script, String name, Path starts) {
      Map<String, Object> app =
          Map.of(
              "projectId",
              project,
              "name",
              name,
              "buildCommand",
              script.build(starts),
              "deployCommand",
              script.deploy());
      return api.call("POST", "/api/apps", app).path("id").asLong();
    }
  }

  /**
   * Starts all of it.
   *
   * @param pause between two changes of one writer
   */
  void start(Random random, Duration pause) {
    for (int owner = 0; owner < WRITERS; owner++) {
      Writer writer = new Writer(api, journal, owner, new Random(random.nextLong()));
      repeat(writer::change, pause);
    }
    journal.deployments().stream().filter(it -> it.end().isEmpty()).forEach(this::watch);
    Random choices = new Random(random.nextLong());
    repeat(() -> deploy(choices), Duration.ofMillis(100));
    repeat(this::deployQuick, Duration.ofMillis(20));
  }

  /** From now on the server may be killed when the moment has come. */
  void aim() {
    aimed.set(true);
  }

  /** Waits until the moment has come, at most so long; whether it did. */
  boolean awaitMoment(Duration limit) {
    try {
      return reached.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends the writers; readers end with the server. */
  void stop() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a writer hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void repeat(Runnable work, Duration pause) {
    threads.scheduleWithFixedDelay(
        () -> {
          try {
            work.run();
          } catch (UncheckedIOException | IllegalStateException gone) {
            throw gone; // The server was killed, or the load is stopped.
          } catch (RuntimeException | Error e) {
            journal.problem("the load broke: " + e);
            throw e;
          }
        },
        0,
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Keeps some running and some queued, stops one now and then, looks at how they are. */
  private void deploy(Random random) {
    Script script =
        switch (random.nextInt(4)) {
          case 0, 1 -> Script.ENDLESS;
          case 2 -> Script.LONG;
          default -> Script.FAILING;
        };
    List<Long> same = apps.ids().get(script);
    long app = same.get(random.nextInt(same.size()));
    if (unfinished(app).size() < (script == Script.ENDLESS ? QUEUED : 1)) {
      queue(app, script);
    }
    if (random.nextInt(10) == 0) {
      List<Deployed> open = unfinished(app);
      if (!open.isEmpty()) {
        stop(open.get(random.nextInt(open.size())));
      }
    }
    if (random.nextInt(10) == 0) {
      look();
    }
  }

  private void deployQuick() {
    for (long app : apps.ids().get(Script.QUICK)) {
      if (unfinished(app).isEmpty()) {
        queue(app, Script.QUICK);
      }
    }
  }

  private void queue(long app, Script script) {
    HttpResponse<String> answer =
        api.send("POST", "/api/deployments", JSON.writeValueAsString(Map.of("appId", app)));
    if (answer.statusCode() != 201) {
      journal.problem("no deployment of app " + app + ": " + answer.body());
      return;
    }
    JsonNode data = JSON.readTree(answer.body()).path("data");
    Deployed queued =
        new Deployed(data.path("id").asLong(), app, data.path("number").asInt(), script);
    journal.queued(queued);
    watch(queued);
  }

  private void stop(Deployed deployment) {
    HttpResponse<String> answer =
        api.send("POST", "/api/deployments/" + deployment.id() + "/stop", "");
    if (answer.statusCode() == 200) {
      String status = JSON.readTree(answer.body()).path("data").path("status").asString();
      deployment.shownStatus(status);
      journal.write("stop of " + deployment + ": " + status);
    } else if (answer.statusCode() != 409) {
      journal.problem("a deployment was not stopped: " + answer.body());
    }
  }

  private void look() {
    JsonNode items = api.call("GET", "/api/deployments?size=100", "").path("items");
    for (Deployed deployment : journal.deployments()) {
      items.forEach(
          item -> {
            if (item.path("id").asLong() == deployment.id()) {
              deployment.shownStatus(item.path("status").asString());
            }
          });
    }
  }

  private List<Deployed> unfinished(long app) {
    return journal.deployments().stream()
        .filter(it -> it.app() == app && it.end().isEmpty())
        .toList();
  }

  private void watch(Deployed deployment) {
    Watcher.stream(server, api, deployment, this::came);
    if (deployment.id() % 2 == 0) {
      Watcher.raw(server, api, deployment);
    }
  }

  private void came(Deployed deployment, Moment to) {
    if (to == moment && aimed.get()) {
      reached.countDown();
    }
  }
}
