package dev.shiplog.runner;

import dev.shiplog.deployment.DeploymentQueue;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogSize;
import dev.shiplog.log.LogStore;
import dev.shiplog.storage.DiskSpace;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What every run works with. */
@Component
record RunEnvironment(
    DeploymentQueue queue,
    Deployments deployments,
    LogStore store,
    Workspaces workspaces,
    GitCheckout git,
    DiskSpace disk,
    RunnerSettings settings) {

  private static final Logger log = LoggerFactory.getLogger(RunEnvironment.class);

  /**
   * Ends a deployment, whatever has become of its log.
   *
   * @return false: it had ended before, nothing was changed
   */
  boolean finish(long id, DeploymentStatus end, Optional<String> error) {
    LogSize size = logSize(id);
    return queue.finish(id, end, error, size.lines(), size.bytes());
  }

  private LogSize logSize(long id) {
    try {
      return store.size(id);
    } catch (RuntimeException | Error e) {
      log.error("The log of deployment {} cannot be read; it ends as if it had no lines", id, e);
      return new LogSize(0, 0);
    }
  }
}
