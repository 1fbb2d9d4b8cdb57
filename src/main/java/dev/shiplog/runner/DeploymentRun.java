package dev.shiplog.runner;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentQueue;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.CommandEcho;
import dev.shiplog.log.LogAppender;
import dev.shiplog.log.LogStore;
import dev.shiplog.log.LogStream;
import dev.shiplog.log.SecretMask;
import dev.shiplog.log.StageMark;
import dev.shiplog.problem.DiskFull;
import dev.shiplog.project.App;
import dev.shiplog.project.RepositoryAddress;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one claimed deployment through its stages, on a thread of its own, to its end. */
final class DeploymentRun implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(DeploymentRun.class);

  private static final String FULL = ": the server's disk is full";

  private final Deployment claimed;
  private final App app;
  private final Map<String, String> secrets;
  private final List<String> secretValues;
  private final SecretMask mask;
  private final RunProcesses processes;
  private final RunSignal signal;
  private final RunEnvironment environment;
  private final DeploymentQueue queue;
  private final Deployments deployments;
  private final LogStore store;
  private final Workspaces workspaces;
  private final GitCheckout git;
  private final Patience patience;

  DeploymentRun(
      Deployment claimed,
      App app,
      Map<String, String> secrets,
      RunProcesses processes,
      RunSignal signal,
      RunEnvironment environment) {
    this.claimed = claimed;
    this.app = app;
    this.secrets = secrets;
    this.secretValues = secretValues(app, secrets);
    this.mask = SecretMask.of(secretValues);
    this.processes = processes;
    this.signal = signal;
    this.environment = environment;
    this.queue = environment.queue();
    this.deployments = environment.deployments();
    this.store = environment.store();
    this.workspaces = environment.workspaces();
    this.git = environment.git();
    this.patience = new Patience(claimed.id());
  }

  @Override
  public void run() {
    Outcome outcome = runStages().masked(mask);
    if (outcome.end() != DeploymentStatus.SUCCESS) {
      processes.end(); // When the end is said the app is free, and nothing may go on in its place.
    }
    boolean ended =
        patience.untilDone(() -> environment.finish(claimed.id(), outcome.end(), outcome.error()));
    if (!ended) {
      log.warn("Deployment {} had ended before its run did", claimed.id());
      queue.announce(claimed.id()); // It may have been this run, and the answer have been lost.
    }
  }

  private Outcome runStages() {
    try (LogAppender out = store.open(claimed.id(), secretValues)) {
      Outcome outcome = outcome(out);
      outcome.error().ifPresent(out::system);
      return outcome;
    } catch (UncheckedIOException e) {
      log.error(
          "The log of deployment {} cannot be written; it fails: {}", claimed.id(), e.toString());
      return Outcome.failed(
          DiskFull.is(e)
              ? "The log could not be written" + FULL
              : "The log could not be written: " + e.getCause().getMessage());
    }
  }

  private static List<String> secretValues(App app, Map<String, String> secrets) {
    List<String> values = new ArrayList<>(secrets.values());
    values.addAll(RepositoryAddress.secretsIn(app.repository()));
    return values;
  }

  private Outcome outcome(LogAppender out) {
    try {
      Path workspace = prepare(out);
      runStage(DeploymentStatus.BUILDING, app.buildCommand(), workspace, out);
      runStage(DeploymentStatus.DEPLOYING, app.deployCommand(), workspace, out);
      signal.throwIfEnded();
      return new Outcome(DeploymentStatus.SUCCESS, Optional.empty());
    } catch (RunStoppedException e) {
      RunSignal.Reason reason = signal.reason().orElseThrow(() -> e);
      return new Outcome(reason.end(), Optional.of(reason.message()));
    } catch (StageFailedException e) {
      return Outcome.failed(e.getMessage() + (environment.disk().isFull() ? FULL : ""));
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("Deployment {} failed for a reason of the server's own", claimed.id(), e);
      return Outcome.failed("Internal error; the server's log says more");
    }
  }

  private Path prepare(LogAppender out) {
    if (app.repository().isEmpty()) {
      return workspaces.empty(app.id());
    }
    out.system(StageMark.of(DeploymentStatus.CLONING.label()));
    Path workspace = workspaces.checkout(app.id());
    Commit commit =
        git.checkout(
            workspace,
            app.repository(),
            claimed.requestedCommit().orElse(app.branch()),
            (command, output) -> execute(command, output),
            (buffer, offset, length) -> append(out, buffer, offset, length),
            out::system);
    out.flush();
    patience.untilDone(
        () -> {
          // Masked before anything cuts them: half a secret is one too.
          queue.recordCommit(
              claimed.id(),
              commit.hash(),
              mask.masked(commit.subject()),
              mask.masked(commit.author()));
          return commit;
        });
    return workspace;
  }

  private void runStage(DeploymentStatus stage, String script, Path workspace, LogAppender out) {
    signal.throwIfEnded();
    if (script.isEmpty()) {
      return;
    }
    Deployment now = patience.untilDone(() -> entered(stage));
    out.system(StageMark.of(stage.label()));
    script.lines().forEach(line -> out.system(CommandEcho.of(line)));
    Map<String, String> variables =
        CommandEnvironment.of(app, secrets, now, workspaces.home(app.id()));
    int exit =
        execute(
            Command.shell(script, workspace, variables),
            (buffer, offset, length) -> append(out, buffer, offset, length));
    out.flush();
    if (exit != 0) {
      String name = stage == DeploymentStatus.BUILDING ? "Build" : "Deploy";
      throw new StageFailedException(name + " command failed with exit code " + exit, exit);
    }
  }

  private static void append(LogAppender out, byte[] buffer, int offset, int length) {
    out.append(LogStream.STDOUT, buffer, offset, length);
  }

  private Deployment entered(DeploymentStatus stage) {
    Deployment now = deployments.find(claimed.id()).orElseThrow();
    if (now.status() != stage && !queue.enter(now, stage)) {
      throw new IllegalStateException("deployment " + claimed.id() + " ended while it ran");
    }
    return now;
  }

  private int execute(Command command, Output output) {
    signal.throwIfEnded();
    ProcessGroup process = processes.start(command, output);
    try {
      OptionalInt exit = process.await(signal);
      signal.throwIfEnded();
      return exit.orElseThrow();
    } catch (InterruptedException e) {
      processes.end();
      Thread.currentThread().interrupt();
      signal.end(DeploymentStatus.FAILED, "Interrupted: the server was stopped");
      throw new RunStoppedException("interrupted");
    }
  }

  private record Outcome(DeploymentStatus end, Optional<String> error) {
    static Outcome failed(String error) {
      return new Outcome(DeploymentStatus.FAILED, Optional.of(error));
    }

    Outcome masked(SecretMask mask) {
      return new Outcome(end, error.map(mask::masked));
    }
  }
}
