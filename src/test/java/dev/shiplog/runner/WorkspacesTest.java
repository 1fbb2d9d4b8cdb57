package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacesTest {

  @TempDir private Path data;

  /** The log is fine then, and must not be blamed. */
  @Test
  void whatCannotBeCreatedFailsTheStageAndSaysWhatItIs() throws IOException {
    Files.writeString(data.resolve("workspaces"), "in the way");
    var workspaces = new Workspaces(data);

    assertThatThrownBy(() -> workspaces.empty(1))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("workspace");
    assertThatThrownBy(() -> workspaces.checkout(1)).isInstanceOf(StageFailedException.class);
  }
}
