package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shiplog.support.DockerEngine;
import dev.shiplog.support.GitServer;
import dev.shiplog.support.RequiresDocker;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A repository with a Dockerfile becomes a running container. */
@RequiresDocker
class DockerDeploymentTest extends ShiplogTest {

  private static final Path BUSYBOX = Path.of("/bin/busybox");

  /** Also the app's name, and so its slug and the image's name. */
  private final String container = "shiplog-test-" + UUID.randomUUID();

  @TempDir private Path directory;

  @AfterEach
  void remove() throws IOException {
    docker("rm", "-f", container);
    docker("rmi", "-f", container);
  }

  @Test
  void buildsAnImageRunsItAndReplacesItOnRedeploy() throws IOException {
    assumeTrue(Files.exists(BUSYBOX), "busybox-static is not installed");
    try (GitServer server = repository()) {
      long id = api().deploy(createApp(server));
      JsonNode deployment = api().awaitEnd(id);

      assertThat(deployment.path("status").asString()).as(log(id)).isEqualTo("success");
      assertThat(log(id)).contains("said while building").contains("Successfully tagged");
      String first = running();
      assertThat(first).isNotEmpty();

      long next =
          api().call("POST", "/api/deployments/" + id + "/redeploy", "").path("id").asLong();

      assertThat(api().awaitEnd(next).path("status").asString()).as(log(next)).isEqualTo("success");
      assertThat(running()).isNotEmpty().isNotEqualTo(first);
    }
  }

  private GitServer repository() throws IOException {
    GitServer server = GitServer.start(directory);
    Path work = Path.of(server.git("rev-parse", "--show-toplevel"));
    Files.copy(BUSYBOX, work.resolve("busybox"));
    String dockerfile =
        """
        FROM scratch
        COPY busybox /bin/busybox
        RUN ["/bin/busybox", "echo", "said while building"]
        CMD ["/bin/busybox", "sleep", "600"]
        """;
    server.commit("Add the app", Map.of("Dockerfile", dockerfile));
    return server;
  }

  private long createApp(GitServer server) {
    return api()
        .createApp(
            Map.of(
                "name",
                container,
                "repository",
                server.url(),
                "buildCommand",
                "docker build --network=host -t \"$SHIPLOG_APP_SLUG\" .",
                "deployCommand",
                "docker rm -f %1$s || true; docker run -d --network=host --name %1$s %2$s"
                    .formatted(container, "\"$SHIPLOG_APP_SLUG\""),
                "environment",
                DockerEngine.shared().environment()));
  }

  /** The id of the container if it runs, else empty. */
  private String running() throws IOException {
    return docker("ps", "--no-trunc", "--quiet", "--filter", "name=^/" + container + "$");
  }

  private String log(long id) {
    return api().send("GET", "/api/deployments/" + id + "/log", "").body();
  }

  private static String docker(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(DockerEngine.shared().environment());
    Process process = builder.start();
    byte[] printed = process.getInputStream().readAllBytes();
    process.onExit().join();
    return new String(printed, StandardCharsets.UTF_8).strip();
  }
}
