package dev.shiplog.project;

import dev.shiplog.problem.InvalidInputException;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a repository address and the submodules behind it may use: asked when an app is saved and
 * when it is fetched.
 *
 * @param gitProtocols some of https, http, ssh and git. Others, such as file and ext, would let an
 *     address run commands or read files here.
 */
@ConfigurationProperties("shiplog.runner")
public record GitProtocols(
    @DefaultValue({"https", "http", "ssh", "git"}) List<String> gitProtocols) {

  private static final Set<String> KNOWN = Set.of("https", "http", "ssh", "git");

  /** Refuses what is not known: {@link IllegalArgumentException}. */
  public GitProtocols {
    if (!KNOWN.containsAll(gitProtocols)) {
      throw new IllegalArgumentException(
          "shiplog.runner.git-protocols may hold https, http, ssh and git");
    }
    gitProtocols = List.copyOf(gitProtocols);
  }

  /** As {@link RepositoryAddress#require}; throws {@link InvalidInputException}. */
  public String require(String address) {
    return RepositoryAddress.require(address, gitProtocols);
  }
}
