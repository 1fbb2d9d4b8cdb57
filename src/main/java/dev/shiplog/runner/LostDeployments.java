package dev.shiplog.runner;

import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.log.LogAppender;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends deployments that are claimed by this server and not run by it: those that were running when
 * the server was lost, and those whose run broke. One that cannot be ended keeps none of the others
 * waiting.
 */
@Component
class LostDeployments {

  private static final Logger log = LoggerFactory.getLogger(LostDeployments.class);

  private static final String INTERRUPTED = "Interrupted: the server was lost while it ran";
  private static final String BROKEN = "Internal error; the server's log says more";

  private final RunEnvironment environment;

  /** Those that could not be ended so far; what there is to say of them was said. */
  private final Set<Long> stuck = ConcurrentHashMap.newKeySet();

  LostDeployments(RunEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Fails deployments that a former server process ran; their processes are gone first.
   *
   * @param tokens by deployment
   * @return whether all have ended
   */
  boolean interrupted(Map<Long, String> tokens) {
    boolean all = true;
    for (Map.Entry<Long, String> lost : tokens.entrySet()) {
      all &= end(lost.getKey(), lost.getValue(), INTERRUPTED);
    }
    return all;
  }

  /**
   * Fails a deployment whose run ended without saying how.
   *
   * @return whether it has ended
   */
  boolean broken(long id, String token) {
    return end(id, token, BROKEN);
  }

  private boolean end(long id, String token, String why) {
    try {
      RunProcesses.killAll(token);
      if (!stuck.contains(id)) {
        noteInLog(id, why);
      }
      environment.finish(id, DeploymentStatus.FAILED, Optional.of(why));
      stuck.remove(id);
      return true;
    } catch (RuntimeException | Error e) {
      if (stuck.add(id)) {
        log.error(
            "Deployment {} cannot be ended now, so its app waits; it is tried every second", id, e);
      }
      return false;
    }
  }

  private void noteInLog(long id, String why) {
    try (LogAppender out = environment.store().open(id, List.of())) {
      out.system(why);
    } catch (RuntimeException | Error e) {
      log.warn("The log of deployment {} cannot say \"{}\"", id, why, e);
    }
  }
}
