package dev.shiplog.deployment;

import java.util.Optional;

/** Which deployments to list; empty parts do not restrict. */
public record DeploymentFilter(Optional<Long> appId, Optional<DeploymentStatus> status) {

  /** All of them. */
  public static DeploymentFilter all() {
    return new DeploymentFilter(Optional.empty(), Optional.empty());
  }

  /** Those of one app. */
  public static DeploymentFilter ofApp(long appId) {
    return new DeploymentFilter(Optional.of(appId), Optional.empty());
  }
}
