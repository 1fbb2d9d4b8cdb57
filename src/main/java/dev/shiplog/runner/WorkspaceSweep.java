package dev.shiplog.runner;

import dev.shiplog.project.AppDeleted;
import dev.shiplog.project.Apps;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Removes the workspaces of deleted apps and what deployments could not remove: when an app is
 * deleted, at the start, and every hour. So what a crash interrupted, or a program that has ended
 * since held fast, is gone in the end.
 */
@Component
class WorkspaceSweep implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(WorkspaceSweep.class);
  private static final long PERIOD_MINUTES = 60;

  private final Workspaces workspaces;
  private final Apps apps;
  private final ScheduledExecutorService thread;

  WorkspaceSweep(Workspaces workspaces, Apps apps) {
    this.workspaces = workspaces;
    this.apps = apps;
    var threads = new CustomizableThreadFactory("workspace-sweep-");
    threads.setDaemon(true); // A large tree must not hold up the end of the server.
    this.thread =
        new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
    thread.scheduleWithFixedDelay(this::sweep, 0, PERIOD_MINUTES, TimeUnit.MINUTES);
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(AppDeleted event) {
    thread.execute(this::sweep);
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }

  private void sweep() {
    try {
      discardOrphans();
      workspaces.sweep();
    } catch (IOException | RuntimeException | Error e) {
      log.warn("Old workspaces could not be removed; it is tried again in an hour", e);
    }
  }

  private void discardOrphans() throws IOException {
    // In this order: an app that is created between the two is not in the first answer.
    Set<Long> orphans = workspaces.apps();
    orphans.removeAll(apps.ids());
    for (long app : orphans) {
      try {
        workspaces.discard(app);
      } catch (IOException | RuntimeException e) {
        log.warn("The workspace of the deleted app {} stays; it is tried again in an hour", app, e);
      }
    }
  }
}
