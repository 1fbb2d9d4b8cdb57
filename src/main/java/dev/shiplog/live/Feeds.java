package dev.shiplog.live;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentChanged;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogStore;
import dev.shiplog.render.StatusView;
import java.security.Principal;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The feeds of the deployments that somebody watches. A few threads serve all viewers; none of them
 * waits for one.
 */
@Component
class Feeds implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Feeds.class);

  private static final long PING_SECONDS = 25;
  private static final int GOING_AWAY = 1012;

  private final ConcurrentHashMap<Long, Feed> feeds = new ConcurrentHashMap<>();
  private final Deployments deployments;
  private final LogStore store;
  private final LiveMessages messages;
  private final WatchRights rights;
  private final ExecutorService workers = Executors.newFixedThreadPool(4, threads("live-"));
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(
          1, threads("live-timer-"), new ThreadPoolExecutor.DiscardPolicy());
  private volatile boolean running;

  Feeds(Deployments deployments, LogStore store, LiveMessages messages, WatchRights rights) {
    this.deployments = deployments;
    this.store = store;
    this.messages = messages;
    this.rights = rights;
  }

  /**
   * Starts to serve a viewer, for as long as who it is for may see the deployment.
   *
   * @param who as the request's principal; nobody is nobody who may watch
   * @param deployment as the viewer was allowed to see it
   * @param after the last line the viewer has, 0 for none
   */
  LiveViewer open(
      @Nullable Principal who,
      Deployment deployment,
      LiveFormat format,
      ViewerChannel channel,
      long after) {
    StatusView now = view(deployment);
    if (!running) {
      var late =
          new LiveViewer(new Feed(now, store, messages), format, channel, workers, after + 1);
      late.close(GOING_AWAY, "the server is going away");
      return late;
    }
    // Within compute, so that the feed cannot be dropped as unwatched between being found and being
    // joined.
    LiveViewer[] viewer = new LiveViewer[1];
    Feed joined =
        feeds.compute(
            deployment.id(),
            (id, existing) -> {
              Feed feed = existing == null ? new Feed(now, store, messages) : existing;
              viewer[0] = new LiveViewer(feed, format, channel, workers, after + 1);
              feed.join(viewer[0]);
              return feed;
            });
    rights.watch(who, deployment, viewer[0]);
    if (!deployment.finished()) {
      // A change between reading the deployment and joining would have gone unheard.
      deployments.find(deployment.id()).ifPresent(newer -> joined.update(view(newer)));
    }
    return viewer[0];
  }

  /** Stops serving a viewer whose connection has ended. */
  void closed(long deploymentId, LiveViewer viewer) {
    viewer.close(1000, "closed");
    feeds.computeIfPresent(
        deploymentId,
        (id, feed) -> {
          feed.leave(viewer);
          return feed.isEmpty() ? null : feed;
        });
  }

  /** New lines are readable. */
  void appended(long id) {
    Feed feed = feeds.get(id);
    if (feed != null) {
      feed.nudge();
    }
  }

  @EventListener
  void on(DeploymentChanged event) {
    Deployment changed = event.deployment();
    Feed feed = feeds.get(changed.id());
    if (feed != null) {
      feed.update(view(changed));
    }
    if (running && changed.status() != DeploymentStatus.PENDING) {
      timer.execute(this::tellPlaces);
    }
  }

  /**
   * Who has left the queue has moved those behind. Not the business of the thread that moved it.
   */
  private void tellPlaces() {
    try {
      feeds.values().forEach(feed -> feed.waiting().ifPresent(it -> feed.update(view(it))));
    } catch (DataAccessException e) {
      log.warn("Those who wait in the queue will learn of their places with the next change.", e);
    }
  }

  @Override
  public void start() {
    running = true;
    timer.scheduleAtFixedRate(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
  }

  /** Before the web server stops, which would close with a code that htmx takes for an end. */
  @Override
  public void stop() {
    running = false;
    feeds
        .values()
        .forEach(
            feed ->
                feed.viewers()
                    .forEach(viewer -> viewer.close(GOING_AWAY, "the server is going away")));
    feeds.clear(); // Deployments that end during the shutdown find nobody to tell.
    timer.shutdown();
    workers.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private StatusView view(Deployment deployment) {
    return new StatusView(deployment, deployments.placeInQueue(deployment));
  }

  private void ping() {
    feeds.values().forEach(feed -> feed.viewers().forEach(LiveViewer::pingSoon));
  }

  private static ThreadFactory threads(String prefix) {
    var threads = new CustomizableThreadFactory(prefix);
    threads.setDaemon(true);
    return threads;
  }
}
