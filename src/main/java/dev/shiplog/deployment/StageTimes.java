package dev.shiplog.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a deployment entered its stages, and what was usual for its app when it was claimed.
 *
 * @param entered without the stages that were skipped or are still to come; empty for deployments
 *     from before this was recorded
 * @param usual without the stages that are not expected, or of which nothing is known
 */
public record StageTimes(
    Map<DeploymentStatus, Instant> entered, Map<DeploymentStatus, Duration> usual) {

  /** The stages in the order in which they run. */
  static final List<DeploymentStatus> STAGES =
      List.of(DeploymentStatus.CLONING, DeploymentStatus.BUILDING, DeploymentStatus.DEPLOYING);

  /** Of a deployment that has not started, or of which nothing was recorded. */
  public static final StageTimes NONE = new StageTimes(Map.of(), Map.of());

  /** Takes copies of the maps. */
  public StageTimes {
    entered = Map.copyOf(entered);
    usual = Map.copyOf(usual);
  }

  /** The stages that were entered, in order; each ends where the next one starts. */
  List<StageTiming> until(Optional<Instant> finish) {
    List<DeploymentStatus> stages = STAGES.stream().filter(entered::containsKey).toList();
    List<StageTiming> timings = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      DeploymentStatus stage = stages.get(i);
      Optional<Instant> end =
          i + 1 < stages.size() ? Optional.of(entered.get(stages.get(i + 1))) : finish;
      timings.add(
          new StageTiming(stage, entered.get(stage), end, Optional.ofNullable(usual.get(stage))));
    }
    return timings;
  }

  /** How long the expected stages after this one usually take, in order. */
  Map<DeploymentStatus, Duration> usualAfter(DeploymentStatus current) {
    Map<DeploymentStatus, Duration> later = new LinkedHashMap<>();
    STAGES.stream()
        .filter(stage -> stage.ordinal() > current.ordinal() && usual.containsKey(stage))
        .forEach(stage -> later.put(stage, usual.get(stage)));
    return later;
  }
}
