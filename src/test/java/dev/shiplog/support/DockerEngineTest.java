package dev.shiplog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresDocker
class DockerEngineTest {

  private static final String IMAGE = "shiplog-docker-engine-test";

  @TempDir Path context;

  @Test
  void buildsAndRunsAnImageFromScratch() throws IOException, InterruptedException {
    Path busybox = Programs.find("busybox").orElseGet(() -> abort("busybox is not installed"));
    Files.copy(busybox, context.resolve("busybox"));
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch
        COPY busybox /bin/busybox
        RUN ["/bin/busybox", "echo", "said while building"]
        CMD ["/bin/busybox", "echo", "said while running"]
        """);

    assertThat(docker("build", "--network=host", "-t", IMAGE, context.toString()))
        .contains("said while building");
    assertThat(docker("run", "--rm", "--network=host", IMAGE)).contains("said while running");
    docker("rmi", IMAGE);
  }

  private static String docker(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(DockerEngine.shared().environment());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
