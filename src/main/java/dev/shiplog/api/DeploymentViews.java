package dev.shiplog.api;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.log.LogSize;
import dev.shiplog.log.LogStore;
import org.springframework.stereotype.Component;

/** Shows deployments with the size that their log has now, also while they run. */
@Component
class DeploymentViews {

  private final LogStore logs;

  DeploymentViews(LogStore logs) {
    this.logs = logs;
  }

  DeploymentView of(Deployment deployment) {
    return DeploymentView.of(deployment, logSize(deployment));
  }

  private LogSize logSize(Deployment deployment) {
    if (deployment.finished() || deployment.status() == DeploymentStatus.PENDING) {
      return new LogSize(deployment.logLines(), deployment.logBytes());
    }
    return logs.size(deployment.id());
  }
}
