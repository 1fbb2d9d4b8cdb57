package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.GitServer;
import dev.shiplog.support.ShiplogTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Deployments of a repository that is fetched over the network. */
class GitDeploymentTest extends ShiplogTest {

  private static final String BUILD = "cat greeting.txt";

  @TempDir private Path directory;

  private GitServer server;

  @BeforeEach
  void serve() {
    server = GitServer.start(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void recordsTheCommitAndLogsWhatGitDid() {
    String hash = server.commit("Grüße alle\n\nA body.", Map.of("greeting.txt", "hello\n"));

    JsonNode deployment = api().awaitEnd(api().deploy(createApp("main")));

    assertThat(deployment.path("status").asString()).isEqualTo("success");
    assertThat(deployment.path("commit_hash").asString()).isEqualTo(hash);
    assertThat(deployment.path("commit_message").asString()).isEqualTo("Grüße alle");
    assertThat(deployment.path("commit_author").asString())
        .isEqualTo("Ada Lovelace <ada@example.org>");
    assertThat(log(deployment))
        .startsWith("=== Cloning ===\n$ git fetch " + server.url() + " main\n")
        .contains("remote: Enumerating objects")
        .contains("$ git checkout " + hash + "\n")
        .endsWith("$ cat greeting.txt\nhello\n");
  }

  @Test
  void theNextDeploymentTakesTheNewCommitAndARedeployTheOldOne() {
    String old = server.commit("First", Map.of("greeting.txt", "hello\n"));
    long app = createApp("main");
    JsonNode first = api().awaitEnd(api().deploy(app));
    String hash = server.commit("Second", Map.of("greeting.txt", "good day\n"));

    JsonNode second = api().awaitEnd(api().deploy(app));
    JsonNode again =
        api()
            .call("POST", "/api/deployments/" + first.path("id").asLong() + "/redeploy", "")
            .path("id");

    assertThat(second.path("number").asInt()).isEqualTo(2);
    assertThat(second.path("commit_hash").asString()).isEqualTo(hash);
    assertThat(second.path("commit_message").asString()).isEqualTo("Second");
    assertThat(log(second)).endsWith("\ngood day\n");
    JsonNode third = api().awaitEnd(again.asLong());
    assertThat(third.path("commit_hash").asString()).isEqualTo(old);
    assertThat(log(third)).endsWith("\nhello\n");
  }

  @Test
  void deploysATagThatIsNamed() {
    String tagged = server.commit("Release", Map.of("greeting.txt", "released\n"));
    server.tag("v1.0");
    server.commit("After the release", Map.of("greeting.txt", "unreleased\n"));
    Map<String, Object> request = Map.of("appId", createApp("main"), "commit", "v1.0");

    long id = api().call("POST", "/api/deployments", request).path("id").asLong();

    JsonNode deployment = api().awaitEnd(id);
    assertThat(deployment.path("status").asString()).isEqualTo("success");
    assertThat(deployment.path("commit_hash").asString()).isEqualTo(tagged);
    assertThat(log(deployment)).endsWith("\nreleased\n");
  }

  @Test
  void anUnknownBranchFailsWhileCloningAndSaysWhatToDo() {
    server.commit("First", Map.of("greeting.txt", "hello\n"));

    JsonNode deployment = api().awaitEnd(api().deploy(createApp("nowhere")));

    assertThat(deployment.path("status").asString()).isEqualTo("failed");
    assertThat(deployment.path("failed_stage").asString()).isEqualTo("cloning");
    assertThat(deployment.path("progress").asInt()).isEqualTo(20);
    assertThat(deployment.path("commit_hash").isNull()).isTrue();
    assertThat(deployment.path("error_message").asString())
        .isEqualTo(
            "There is no branch, tag or commit \"nowhere\" in "
                + server.url()
                + ". Check the app's branch, or deploy another commit.");
    assertThat(log(deployment)).doesNotContain("$ cat greeting.txt");
  }

  @Test
  void secretsInACommitAndInWhatFailedAreMaskedBeforeTheyAreStored() {
    String secret = "correct-horse-battery";
    server.commit("First", Map.of("greeting.txt", "hello\n"));
    server.git(
        "commit",
        "-q",
        "--amend",
        "--author=Ada " + secret + " <" + secret + "@example.org>",
        "--message=" + "x".repeat(985) + " " + secret + " " + "y".repeat(100));
    server.push();

    JsonNode deployment = api().awaitEnd(api().deploy(createAppWith(secret, "main")));
    JsonNode failed = api().awaitEnd(api().deploy(createAppWith(secret, "of-" + secret)));

    assertThat(deployment.path("commit_author").asString()).isEqualTo("Ada *** <***@example.org>");
    assertThat(deployment.path("commit_message").asString())
        .startsWith("x".repeat(985) + " *** y")
        .hasSizeLessThanOrEqualTo(1000);
    assertThat(failed.path("error_message").asString())
        .startsWith("There is no branch, tag or commit \"of-***\" in ");
  }

  private long createAppWith(String secret, String branch) {
    return api()
        .createApp(
            Map.of(
                "repository",
                server.url(),
                "branch",
                branch,
                "buildCommand",
                BUILD,
                "secrets",
                Map.of("TOKEN", secret)));
  }

  private long createApp(String branch) {
    return api()
        .createApp(Map.of("repository", server.url(), "branch", branch, "buildCommand", BUILD));
  }

  private String log(JsonNode deployment) {
    long id = deployment.path("id").asLong();
    return api().call("GET", "/api/deployments/logs?id=" + id, "").path("logs").asString();
  }
}
