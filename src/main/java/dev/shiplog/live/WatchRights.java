package dev.shiplog.live;

import dev.shiplog.account.Viewer;
import dev.shiplog.account.Viewers;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.project.ProjectAudience;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Asks again and again, for all viewers together in two queries, whether they may still watch: who
 * has lost the account, the token or the membership that let them in is cut off within seconds.
 */
@Component
class WatchRights implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(WatchRights.class);

  private static final long CHECK_SECONDS = 2;
  private static final int POLICY_VIOLATION = 1008;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Viewers viewers;
  private final ProjectAudience audience;
  private final ScheduledExecutorService timer;

  WatchRights(Viewers viewers, ProjectAudience audience) {
    this.viewers = viewers;
    this.audience = audience;
    var threads = new CustomizableThreadFactory("live-rights-");
    threads.setDaemon(true);
    this.timer = Executors.newSingleThreadScheduledExecutor(threads);
    timer.scheduleWithFixedDelay(this::check, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
  }

  /** From now on ends the viewer when it must not go on. */
  void watch(@Nullable Principal who, Deployment deployment, LiveViewer viewer) {
    watches.add(new Watch(Optional.ofNullable(who), deployment.projectId(), viewer));
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }

  private void check() {
    try {
      watches.removeIf(watch -> watch.viewer().ended());
      forbidden(List.copyOf(watches))
          .forEach(watch -> watch.viewer().close(POLICY_VIOLATION, "not allowed any more"));
    } catch (Throwable e) { // An Error too: nobody else asks.
      log.warn("Who may still watch cannot be told; it is asked again in {} s", CHECK_SECONDS, e);
    }
  }

  private List<Watch> forbidden(List<Watch> open) {
    Map<Principal, Viewer> known =
        viewers.allCurrent(
            open.stream().flatMap(watch -> watch.who().stream()).distinct().toList());
    Map<Long, Set<Long>> audiences =
        audience.of(
            open.stream()
                .filter(watch -> watch.in(known).filter(viewer -> !viewer.admin()).isPresent())
                .map(Watch::projectId)
                .collect(Collectors.toSet()));
    return open.stream()
        .filter(
            watch ->
                watch
                    .in(known)
                    .filter(
                        viewer ->
                            viewer.admin()
                                || audiences
                                    .getOrDefault(watch.projectId(), Set.of())
                                    .contains(viewer.id()))
                    .isEmpty())
        .toList();
  }

  private record Watch(Optional<Principal> who, long projectId, LiveViewer viewer) {

    Optional<Viewer> in(Map<Principal, Viewer> known) {
      return who.map(known::get);
    }
  }
}
