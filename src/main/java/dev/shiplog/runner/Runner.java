package dev.shiplog.runner;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentChanged;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Shutdown;
import dev.shiplog.deployment.StopRequested;
import dev.shiplog.project.App;
import dev.shiplog.project.Apps;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Claims queued deployments as far as there is room and runs them; ends them on stop, time-out and
 * shutdown.
 */
@Component
class Runner implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  /** How soon a wish that another server took is seen here; those taken here are seen at once. */
  private static final long CHECK_MILLIS = 1000;

  /** What runs get to end by themselves when the server stops, and then after a SIGKILL. */
  private static final Duration LAST_GRACE = Duration.ofSeconds(12);

  private static final Duration AFTER_KILL = Duration.ofSeconds(3);
  private static final Duration LAST_CLAIM = Duration.ofSeconds(2);

  private final RunEnvironment environment;
  private final Apps apps;
  private final RunnerIdentity identity;
  private final LostDeployments lost;
  private final Shutdown shutdown;
  private final Map<Long, Run> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService dispatcher = timer("dispatch-");
  private final ScheduledExecutorService timer = timer("run-timer-");
  private final ExecutorService runs =
      Executors.newCachedThreadPool(new CustomizableThreadFactory("run-"));
  private volatile boolean active;

  /** Whether the database may know of runs that are none. */
  private volatile boolean inDoubt = true;

  /** Whether the last look at the queue failed; the dispatcher's alone. */
  private boolean troubled;

  Runner(
      RunEnvironment environment,
      Apps apps,
      RunnerIdentity identity,
      LostDeployments lost,
      Shutdown shutdown) {
    this.environment = environment;
    this.apps = apps;
    this.identity = identity;
    this.lost = lost;
    this.shutdown = shutdown;
  }

  @Override
  public void start() {
    active = true;
    dispatcher.scheduleWithFixedDelay(this::check, 0, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Ends what runs, as failed: a deployment is never silently run again. Queued ones wait for the
   * next start. Takes 17 of the 30 s that service managers give a server at most.
   */
  @Override
  public void stop() {
    active = false;
    dispatcher.shutdown();
    running.values().forEach(Runner::interrupt);
    endsWithin(LAST_CLAIM, dispatcher);
    runs.shutdown();
    if (!endsWithin(LAST_GRACE, runs)) {
      running.values().forEach(run -> RunProcesses.killAll(run.token()));
      if (!endsWithin(AFTER_KILL, runs)) {
        log.warn(
            "Deployments {} did not end in time; they are failed at the next start",
            running.keySet());
        runs.shutdownNow();
      }
    }
    timer.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return active;
  }

  /** Ends after the sockets were told that the server goes away, before the web server does. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE - 1;
  }

  @EventListener
  void on(DeploymentChanged event) {
    DeploymentStatus status = event.deployment().status();
    if (status == DeploymentStatus.PENDING || status.finished()) {
      checkSoon();
    }
  }

  @EventListener
  void on(StopRequested event) {
    checkSoon();
  }

  private void check() {
    try {
      failLostDeployments();
      endStopped();
      claimWhileThereIsRoom();
      if (troubled) {
        log.info("The queue can be looked at again");
      }
      troubled = false;
    } catch (RuntimeException | Error e) {
      inDoubt = true;
      if (!troubled) {
        log.warn("The queue cannot be looked at, so nothing starts; it is tried every second", e);
      }
      troubled = true;
    }
  }

  private void endStopped() {
    if (!running.isEmpty()) {
      environment.queue().stopsRequested(identity.name()).forEach(this::endStopped);
    }
  }

  private void endStopped(long id, String by) {
    Optional.ofNullable(running.get(id))
        .ifPresent(run -> run.signal().end(DeploymentStatus.STOPPED, "Stopped by " + by));
  }

  private void claimWhileThereIsRoom() {
    while (active
        && !shutdown.hasBegun()
        && running.size() < environment.settings().concurrency()) {
      String token = UUID.randomUUID().toString();
      Optional<Deployment> claimed = environment.queue().claim(identity.name(), token);
      if (claimed.isEmpty()) {
        return;
      }
      start(claimed.get(), token);
    }
  }

  private void start(Deployment deployment, String token) {
    var run = new Run(token, new RunSignal());
    running.put(deployment.id(), run);
    try {
      runs.execute(() -> runToItsEnd(deployment, run));
    } catch (RuntimeException | Error e) {
      running.remove(deployment.id()); // No thread could be had; it is failed as a lost one.
      throw e;
    }
    if (!active) {
      interrupt(run); // The server has begun to stop and may not have seen this one.
    }
  }

  private void runToItsEnd(Deployment deployment, Run run) {
    try {
      runWithin(deployment, run);
    } catch (RuntimeException | Error e) {
      log.error("The run of deployment {} broke; it is failed", deployment.id(), e);
      if (!lost.broken(deployment.id(), run.token())) {
        inDoubt = true;
      }
    } finally {
      running.remove(deployment.id());
      checkSoon();
    }
  }

  private void runWithin(Deployment deployment, Run run) {
    var patience = new Patience(deployment.id());
    App app = patience.untilDone(() -> apps.findToRun(deployment.appId())).orElseThrow();
    Map<String, String> secrets = patience.untilDone(() -> apps.secrets(app.id()));
    var processes = new RunProcesses(run.token(), environment.settings().grace());
    var stages = new DeploymentRun(deployment, app, secrets, processes, run.signal(), environment);
    Duration limit = app.timeout().orElse(environment.settings().timeout());
    var timeout =
        timer.schedule(() -> timeOut(run.signal(), limit), limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      stages.run();
    } finally {
      timeout.cancel(false);
    }
  }

  private static void timeOut(RunSignal signal, Duration limit) {
    signal.end(
        DeploymentStatus.FAILED,
        "Timed out after "
            + limit.toSeconds()
            + " seconds; raise the app's time limit if it needs more");
  }

  private static void interrupt(Run run) {
    run.signal().end(DeploymentStatus.FAILED, "Interrupted: the server was stopped");
  }

  /**
   * At the start, and after trouble with the database: a claim may have been stored without this
   * server being told, an end may not have been.
   */
  private void failLostDeployments() {
    if (!inDoubt) {
      return;
    }
    inDoubt = false;
    // In this order: what ends between the two is not in the answer, what is claimed between them
    // is claimed by this thread.
    Set<Long> known = Set.copyOf(running.keySet());
    Map<Long, String> claimed = new HashMap<>(environment.queue().claimedBy(identity.name()));
    claimed.keySet().removeAll(known);
    if (!lost.interrupted(claimed)) {
      inDoubt = true;
    }
  }

  private void checkSoon() {
    if (active) {
      dispatcher.execute(this::check);
    }
  }

  private static boolean endsWithin(Duration time, ExecutorService threads) {
    try {
      return threads.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What comes after the shutdown is dropped. */
  private static ScheduledExecutorService timer(String prefix) {
    return new ScheduledThreadPoolExecutor(
        1, new CustomizableThreadFactory(prefix), new ThreadPoolExecutor.DiscardPolicy());
  }

  private record Run(String token, RunSignal signal) {}
}
