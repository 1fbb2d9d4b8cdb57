package dev.shiplog.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * A Docker engine: the one that already answers, else one started for this JVM and stopped with it.
 * The latter has no network of its own, so images must build and run with {@code --network=host}
 * and, as it pulls nothing, {@code FROM scratch}.
 */
public final class DockerEngine {

  private static final Shared<DockerEngine> SHARED = new Shared<>(DockerEngine::findOrStart);

  private final String host;

  private DockerEngine(String host) {
    this.host = host;
  }

  /**
   * The engine of this JVM; the first call may start it.
   *
   * @throws IllegalStateException with the reason, if there is none and none can be started here
   */
  public static DockerEngine shared() {
    return SHARED.get();
  }

  /** Why there is none; empty if there is one. */
  static Optional<String> missing() {
    return SHARED.missing();
  }

  /** Where it listens: the value for {@code DOCKER_HOST}. */
  public String host() {
    return host;
  }

  /** What a process needs in its environment for {@code docker} to build and run here. */
  public Map<String, String> environment() {
    return Map.of("DOCKER_HOST", host, "DOCKER_BUILDKIT", "0");
  }

  private static DockerEngine findOrStart() throws IOException, InterruptedException {
    if (Programs.find("docker").isEmpty()) {
      throw new IllegalStateException("there is no docker command on the PATH");
    }
    Optional<DockerEngine> running = running();
    return running.isPresent() ? running.orElseThrow() : start();
  }

  private static Optional<DockerEngine> running() throws IOException, InterruptedException {
    if (docker(Map.of(), "info", "--format", "{{.ServerVersion}}").isEmpty()) {
      return Optional.empty();
    }
    String named = System.getenv().getOrDefault("DOCKER_HOST", "");
    return named.isEmpty()
        ? docker(Map.of(), "context", "inspect", "--format", "{{.Endpoints.docker.Host}}")
            .map(DockerEngine::new)
        : Optional.of(new DockerEngine(named));
  }

  private static DockerEngine start() throws IOException, InterruptedException {
    Path dockerd =
        Programs.find("dockerd")
            .orElseThrow(
                () -> new IllegalStateException("no engine answers and dockerd is not installed"));
    if (!Programs.runsAsRoot()) {
      throw new IllegalStateException("no engine answers and only root may start one");
    }
    Path home = Files.createTempDirectory("shiplog-docker");
    String host = "unix://" + home.resolve("docker.sock");
    Server.run(
        List.of(
            dockerd.toString(),
            "--storage-driver=vfs",
            "--iptables=false",
            "--ip6tables=false",
            "--bridge=none",
            "--data-root=" + home.resolve("data"),
            "--exec-root=" + home.resolve("exec"),
            "--pidfile=" + home.resolve("pid"),
            "--host=" + host),
        home.resolve("output"),
        printed -> printed.contains("API listen on"),
        () -> remove(home));
    if (docker(Map.of("DOCKER_HOST", host), "info", "--format", "{{.ServerVersion}}").isEmpty()) {
      throw new IllegalStateException("dockerd runs but does not answer docker info");
    }
    return new DockerEngine(host);
  }

  /** What the command prints; empty if it fails or prints nothing. */
  private static Optional<String> docker(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.command().add(0, "docker");
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 && !printed.isEmpty() ? Optional.of(printed) : Optional.empty();
  }

  /** The engine leaves its network namespace mounted. */
  private static void remove(Path home) {
    try {
      new ProcessBuilder("umount", home.resolve("exec/netns/default").toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      // No umount command: then nothing was mounted by that engine either.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    FileSystemUtils.deleteRecursively(home.toFile());
  }
}
