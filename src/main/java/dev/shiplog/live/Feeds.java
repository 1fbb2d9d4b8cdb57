package dev.shiplog.live;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentChanged;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogStore;
import dev.shiplog.render.StatusView;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The feeds of the deployments that somebody watches. A few threads serve all viewers; none of them
 * waits for one.
 */
@Component
class Feeds implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Feeds.class);

  /** The first to stop: see {@link #stop()}. */
  static final int PHASE = Integer.MAX_VALUE;

  private static final int WORKERS = 4;
  private static final int NORMAL_CLOSURE = 1000;
  private static final int SERVICE_RESTART = 1012;
  private static final String GOING_AWAY = "the server is going away";

  private final ConcurrentHashMap<Long, Feed> feeds = new ConcurrentHashMap<>();
  private final Deployments deployments;
  private final LogStore store;
  private final LiveMessages messages;
  private final WatchRights rights;
  private final LiveSettings settings;
  private final ExecutorService workers =
      new ThreadPoolExecutor(
          WORKERS,
          WORKERS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          threads("live-"),
          new ThreadPoolExecutor.DiscardPolicy());
  private final ScheduledExecutorService timer =
      new ScheduledThreadPoolExecutor(
          1, threads("live-timer-"), new ThreadPoolExecutor.DiscardPolicy());
  private volatile boolean running;

  Feeds(
      Deployments deployments,
      LogStore store,
      LiveMessages messages,
      WatchRights rights,
      LiveSettings settings) {
    this.deployments = deployments;
    this.store = store;
    this.messages = messages;
    this.rights = rights;
    this.settings = settings;
  }

  /**
   * Starts to serve a viewer, for as long as who it is for may see the deployment and the channel's
   * connection lasts.
   *
   * @param who as the request's principal; nobody is nobody who may watch
   * @param deployment as the viewer was allowed to see it
   * @param after the last line the viewer has, 0 for none
   */
  void open(
      @Nullable Principal who,
      Deployment deployment,
      LiveFormat format,
      ViewerChannel channel,
      long after) {
    StatusView now = view(deployment);
    LiveViewer[] joined = new LiveViewer[1];
    // Within compute, so that the feed cannot be dropped as unwatched between being found and being
    // joined.
    Feed feed =
        feeds.compute(
            deployment.id(),
            (id, existing) -> {
              Feed found = existing == null ? new Feed(now, store, messages) : existing;
              joined[0] =
                  new LiveViewer(
                      found, format, channel, workers, after + 1, viewer -> leave(id, viewer));
              found.join(joined[0]);
              return found;
            });
    serve(joined[0], feed, channel, who, deployment);
  }

  private void serve(
      LiveViewer viewer,
      Feed feed,
      ViewerChannel channel,
      @Nullable Principal who,
      Deployment deployment) {
    try {
      channel.whenGone(() -> viewer.close(NORMAL_CLOSURE, "closed"));
      rights.watch(who, deployment, viewer);
      viewer.nudge();
      if (!deployment.finished()) {
        // A change between reading the deployment and joining would have gone unheard.
        deployments.find(deployment.id()).ifPresent(newer -> feed.update(view(newer)));
      }
    } catch (Throwable e) { // An Error too: it must not leave a viewer that nobody knows.
      viewer.close(SERVICE_RESTART, "try again");
      throw e;
    }
    if (!running) {
      viewer.close(SERVICE_RESTART, GOING_AWAY); // It may have come too late for stop() to see it.
    }
  }

  private void leave(long deploymentId, LiveViewer viewer) {
    feeds.computeIfPresent(
        deploymentId,
        (id, feed) -> {
          feed.leave(viewer);
          return feed.isEmpty() ? null : feed;
        });
  }

  /** The feed of a deployment that somebody watches. */
  Optional<Feed> feed(long id) {
    return Optional.ofNullable(feeds.get(id));
  }

  /** New lines are readable. */
  void appended(long id) {
    feed(id).ifPresent(Feed::nudge);
  }

  @EventListener
  void on(DeploymentChanged event) {
    Deployment changed = event.deployment();
    feed(changed.id()).ifPresent(feed -> feed.update(view(changed)));
    if (running && changed.status() != DeploymentStatus.PENDING) {
      timer.execute(this::tellPlaces);
    }
  }

  /**
   * Who has left the queue has moved those behind. Not the business of the thread that moved it.
   */
  private void tellPlaces() {
    for (Feed feed : feeds.values()) {
      try {
        feed.waiting().ifPresent(it -> feed.update(view(it)));
      } catch (Throwable e) { // An Error too: others wait for theirs.
        log.warn(
            "Who watches deployment {} learns of its place in the queue with the next change.",
            feed.id(),
            e);
      }
    }
  }

  @Override
  public void start() {
    running = true;
    long millis = settings.beat().toMillis();
    timer.scheduleAtFixedRate(this::beat, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Before the web server stops, which would close with a code that htmx takes for an end. */
  @Override
  public void stop() {
    running = false;
    // Deployments that end during the shutdown find nobody to tell.
    everyViewer().forEach(viewer -> viewer.close(SERVICE_RESTART, GOING_AWAY));
    timer.shutdown();
    workers.shutdown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private StatusView view(Deployment deployment) {
    return new StatusView(deployment, deployments.placeInQueue(deployment));
  }

  private void beat() {
    everyViewer().forEach(LiveViewer::beat);
  }

  private Stream<LiveViewer> everyViewer() {
    return feeds.values().stream().flatMap(feed -> feed.viewers().stream());
  }

  private static ThreadFactory threads(String prefix) {
    var threads = new CustomizableThreadFactory(prefix);
    threads.setDaemon(true);
    return threads;
  }
}
