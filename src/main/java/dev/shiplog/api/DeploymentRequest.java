package dev.shiplog.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.shiplog.problem.InvalidInputException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be deployed.
 *
 * @param commitHash what other services call the commit; refused, because without it something else
 *     would be deployed
 */
record DeploymentRequest(
    @JsonAlias("app_id") @Nullable Long appId,
    @Nullable String commit,
    @Nullable Boolean external,
    @JsonAlias({
          "commit_hash",
          "commitSha",
          "commit_sha",
          "commitId",
          "commit_id",
          "ref",
          "branch",
          "tag",
          "sha",
          "hash",
          "revision"
        })
        @Nullable JsonNode commitHash) {

  /**
   * Scripts send an empty commit when they mean none.
   *
   * @throws InvalidInputException the request means something else than running the app's commands
   *     on that commit
   */
  Optional<String> wantedCommit() {
    if (Boolean.TRUE.equals(external)) {
      throw new InvalidInputException(
          "external",
          "This server does not take external deployments yet; leave external out to run the app's"
              + " own commands.");
    }
    Optional<String> wanted =
        Optional.ofNullable(commit).map(String::strip).filter(ref -> !ref.isEmpty());
    if (wanted.isEmpty() && namesCommitOtherwise()) {
      throw new InvalidInputException(
          "commit", "Name the commit, branch or tag to deploy in the field commit.");
    }
    return wanted;
  }

  private boolean namesCommitOtherwise() {
    return commitHash != null
        && !commitHash.isNull()
        && !(commitHash.isString() && commitHash.stringValue().isBlank());
  }
}
