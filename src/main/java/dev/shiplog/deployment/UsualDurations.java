package dev.shiplog.deployment;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How long an app's stages usually take: the median over its last successes. */
@Component
class UsualDurations {

  /** Enough to level out a slow day, few enough to follow an app that changes. */
  static final int SUCCESSES = 10;

  private final DeploymentLists lists;

  UsualDurations(DeploymentLists lists) {
    this.lists = lists;
  }

  /** By stage, for those of the wanted stages that a recent success went through. */
  Map<DeploymentStatus, Duration> of(long appId, Collection<DeploymentStatus> stages) {
    Map<DeploymentStatus, Duration> usual =
        new EnumMap<>(medians(lists.lastSuccesses(appId, SUCCESSES)));
    usual.keySet().retainAll(stages);
    return usual;
  }

  static Map<DeploymentStatus, Duration> medians(List<Deployment> deployments) {
    return deployments.stream()
        .flatMap(deployment -> deployment.stages().stream())
        .filter(timing -> timing.duration().isPresent())
        .collect(
            Collectors.groupingBy(
                StageTiming::stage,
                () -> new EnumMap<>(DeploymentStatus.class),
                Collectors.collectingAndThen(
                    Collectors.mapping(
                        timing -> timing.duration().orElseThrow(), Collectors.toList()),
                    UsualDurations::median)));
  }

  private static Duration median(List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
  }
}
