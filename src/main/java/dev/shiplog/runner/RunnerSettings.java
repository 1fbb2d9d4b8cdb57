package dev.shiplog.runner;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deployments are run.
 *
 * @param concurrency deployments that run at once, 1 or more; one per app at a time
 * @param timeout how long a deployment may run in all, unless its app sets its own; positive
 * @param grace what a stopped deployment gets between SIGTERM and SIGKILL; zero or more
 */
@ConfigurationProperties("shiplog.runner")
record RunnerSettings(
    @DefaultValue("2") int concurrency,
    @DefaultValue("1h") Duration timeout,
    @DefaultValue("10s") Duration grace) {

  RunnerSettings {
    require(concurrency >= 1, "shiplog.runner.concurrency must be 1 or more");
    require(
        !timeout.isNegative() && !timeout.isZero(), "shiplog.runner.timeout must be more than 0");
    require(!grace.isNegative(), "shiplog.runner.grace must be 0 or more");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
