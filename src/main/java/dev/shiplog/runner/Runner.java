package dev.shiplog.runner;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentChanged;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.StopRequested;
import dev.shiplog.log.LogAppender;
import dev.shiplog.log.LogSize;
import dev.shiplog.project.App;
import dev.shiplog.project.AppDeleted;
import dev.shiplog.project.Apps;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Claims queued deployments as far as there is room and runs them; ends them on stop, time-out and
 * shutdown.
 */
@Component
class Runner implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  /** How soon a wish that another server took is seen here; those taken here are seen at once. */
  private static final long CHECK_MILLIS = 1000;

  /** What runs get to end when the server stops, of the 30 s that service managers give it. */
  private static final long LAST_SECONDS = 18;

  private static final String INTERRUPTED = "Interrupted: the server was lost while it ran";

  private final RunEnvironment environment;
  private final Apps apps;
  private final RunnerIdentity identity;
  private final Map<Long, RunSignal> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService dispatcher =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("dispatch-"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("run-timer-"));
  private final ExecutorService runs =
      Executors.newCachedThreadPool(new CustomizableThreadFactory("run-"));
  private final ExecutorService stops =
      Executors.newCachedThreadPool(new CustomizableThreadFactory("run-stop-"));
  private volatile boolean active;

  /** Whether the database may know of runs that are none. */
  private volatile boolean inDoubt = true;

  Runner(RunEnvironment environment, Apps apps, RunnerIdentity identity) {
    this.environment = environment;
    this.apps = apps;
    this.identity = identity;
  }

  @Override
  public void start() {
    failLostDeployments();
    active = true;
    dispatcher.scheduleWithFixedDelay(this::check, 0, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Ends what runs, as failed: a deployment is never silently run again. Queued ones wait for the
   * next start.
   */
  @Override
  public void stop() {
    active = false;
    dispatcher.shutdown();
    running
        .values()
        .forEach(
            signal ->
                stops.execute(
                    () ->
                        signal.end(
                            DeploymentStatus.FAILED, "Interrupted: the server was stopped")));
    runs.shutdown();
    awaitRuns();
    timer.shutdownNow();
    stops.shutdown();
  }

  @Override
  public boolean isRunning() {
    return active;
  }

  @EventListener
  void on(DeploymentChanged event) {
    DeploymentStatus status = event.deployment().status();
    if (active && (status == DeploymentStatus.PENDING || status.finished())) {
      dispatcher.execute(this::check);
    }
  }

  @EventListener
  void on(StopRequested event) {
    if (active) {
      dispatcher.execute(this::check);
    }
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(AppDeleted event) {
    event.deploymentIds().forEach(environment.store()::delete);
  }

  private void check() {
    try {
      failLostDeployments();
      endStopped();
      claimWhileThereIsRoom();
    } catch (RuntimeException e) {
      inDoubt = true;
      log.warn("The queue could not be looked at; it is looked at again in a second", e);
    }
  }

  private void endStopped() {
    if (!running.isEmpty()) {
      environment.queue().stopsRequested(identity.name()).forEach(this::endStopped);
    }
  }

  private void endStopped(long id, String by) {
    RunSignal signal = running.get(id);
    if (signal != null && signal.reason().isEmpty()) {
      stops.execute(() -> signal.end(DeploymentStatus.STOPPED, "Stopped by " + by));
    }
  }

  private void claimWhileThereIsRoom() {
    while (active && running.size() < environment.settings().concurrency()) {
      String token = UUID.randomUUID().toString();
      Optional<Deployment> claimed = environment.queue().claim(identity.name(), token);
      if (claimed.isEmpty()) {
        return;
      }
      run(claimed.get(), token);
    }
  }

  private void run(Deployment deployment, String token) {
    var signal = new RunSignal();
    running.put(deployment.id(), signal);
    runs.execute(
        () -> {
          try {
            runWithin(deployment, token, signal);
          } catch (RuntimeException | Error e) {
            inDoubt = true;
            log.error("Deployment {} could not be ended; it is failed soon", deployment.id(), e);
          } finally {
            running.remove(deployment.id());
            if (active) {
              dispatcher.execute(this::check);
            }
          }
        });
  }

  private void runWithin(Deployment deployment, String token, RunSignal signal) {
    var patience = new Patience(deployment.id());
    App app = patience.untilDone(() -> apps.find(deployment.appId())).orElseThrow();
    Map<String, String> secrets = patience.untilDone(() -> apps.secrets(app.id()));
    var run = new DeploymentRun(deployment, app, secrets, token, signal, environment);
    Duration limit = app.timeout().orElse(environment.settings().timeout());
    var timeout =
        timer.schedule(() -> timeOut(signal, limit), limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      run.run();
    } finally {
      timeout.cancel(false);
    }
  }

  private void timeOut(RunSignal signal, Duration limit) {
    stops.execute(
        () ->
            signal.end(
                DeploymentStatus.FAILED,
                "Timed out after "
                    + limit.toSeconds()
                    + " seconds; raise the app's time limit if it needs more"));
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
    Map<Long, String> claimed = environment.queue().claimedBy(identity.name());
    claimed.forEach(
        (id, token) -> {
          if (!known.contains(id)) {
            failLost(id, token);
          }
        });
  }

  private void failLost(long id, String token) {
    ProcessSweep.killAll(token);
    noteInLog(id);
    LogSize size = environment.store().size(id);
    environment
        .queue()
        .finish(id, DeploymentStatus.FAILED, Optional.of(INTERRUPTED), size.lines(), size.bytes());
  }

  /** A log that cannot be written must not keep its deployment, or this server, from going on. */
  private void noteInLog(long id) {
    try (LogAppender out = environment.store().open(id, List.of())) {
      out.system(INTERRUPTED);
    } catch (UncheckedIOException e) {
      log.warn("The log of deployment {} cannot say that it was interrupted", id, e);
    }
  }

  private void awaitRuns() {
    try {
      if (!runs.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
        log.warn(
            "Deployments {} did not end in time; they are failed at the next start",
            running.keySet());
        runs.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
