package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunnerIdentityTest {

  @TempDir private Path directory;

  @Test
  void nameStaysTheSame() {
    Path data = directory.resolve("not/there/yet");
    String name = new RunnerIdentity(data).name();

    assertThat(new RunnerIdentity(data).name()).isEqualTo(name).isNotBlank();
    assertThat(data).isDirectoryContaining("glob:**/server-id");
    assertThat(data.toFile().list()).hasSize(1);
  }

  @Test
  void serverThatWasKilledWhileItNotedItsNameGetsAnotherOne() throws IOException {
    Files.createFile(directory.resolve("server-id"));
    String name = new RunnerIdentity(directory).name();

    assertThat(name).isNotBlank();
    assertThat(new RunnerIdentity(directory).name()).isEqualTo(name);
  }
}
