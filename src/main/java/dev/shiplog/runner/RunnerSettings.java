package dev.shiplog.runner;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deployments are run.
 *
 * @param concurrency deployments that run at once, 1 or more; one per app at a time
 * @param timeout how long a deployment may run in all, unless its app sets its own; positive
 * @param gitProtocols what a repository address and the submodules behind it may use: some of
 *     https, http, ssh and git. Others, such as file and ext, would let an address run commands or
 *     read files here.
 * @param grace what a stopped deployment gets between SIGTERM and SIGKILL; zero or more
 */
@ConfigurationProperties("shiplog.runner")
record RunnerSettings(
    @DefaultValue("2") int concurrency,
    @DefaultValue("1h") Duration timeout,
    @DefaultValue({"https", "http", "ssh", "git"}) List<String> gitProtocols,
    @DefaultValue("10s") Duration grace) {

  private static final Set<String> KNOWN_PROTOCOLS = Set.of("https", "http", "ssh", "git");

  RunnerSettings {
    require(concurrency >= 1, "shiplog.runner.concurrency must be 1 or more");
    require(
        !timeout.isNegative() && !timeout.isZero(), "shiplog.runner.timeout must be more than 0");
    require(!grace.isNegative(), "shiplog.runner.grace must be 0 or more");
    require(
        KNOWN_PROTOCOLS.containsAll(gitProtocols),
        "shiplog.runner.git-protocols may hold https, http, ssh and git");
    gitProtocols = List.copyOf(gitProtocols);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
