package dev.shiplog.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.OwnShiplog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OwnerOnlyTest {

  @TempDir private Path home;

  @Test
  void aServersDataIsItsUsersAloneAndWiderRightsAreTakenWithAWord(CapturedOutput output)
      throws IOException {
    Path data = home.resolve("data");
    try (OwnShiplog server = OwnShiplog.start(data)) {
      server.api().awaitEnd(server.api().deploy(server.api().createApp("echo hello", "")));
      assertOwnersAlone(data);
    }
    assertThat(output).doesNotContain("could be read or written by others");
    permit(data, "rwxr-xr-x");
    permit(data.resolve("shiplog.mv.db"), "rw-rw-r--");
    permit(data.resolve("logs/1.log"), "rw-r--r--");

    try (OwnShiplog server = OwnShiplog.start(data)) {
      assertOwnersAlone(data);
      assertThat(server.api().call("GET", "/api/deployments/logs?id=1", "").path("logs").asString())
          .contains("hello");
    }
    // H2 may have left a file of its own, with what went wrong while it was closed.
    assertThat(output.getAll()).containsPattern("[34] files in and with " + data);
  }

  @Test
  void neitherLinksNorWorkspacesNorTheOwnersOwnRightsAreTouched() throws IOException {
    Path data = Files.createDirectories(home.resolve("data"));
    Path script = Files.createDirectories(data.resolve("workspaces/1")).resolve("run.sh");
    permit(Files.createFile(script), "rwxr-xr-x");
    Path outside = permit(Files.createFile(home.resolve("outside")), "rw-r--r--");
    Files.createSymbolicLink(data.resolve("link"), outside);
    Path readOnly = permit(Files.createFile(data.resolve("read-only")), "r--r--r--");

    assertThat(OwnerOnly.mend(data)).isPositive();
    assertThat(OwnerOnly.mend(data)).isZero();

    assertThat(permissions(script)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(outside)).isEqualTo("rw-r--r--");
    assertThat(permissions(readOnly)).isEqualTo("r--------");
  }

  private static void assertOwnersAlone(Path data) throws IOException {
    try (Stream<Path> logs = Files.list(data.resolve("logs"));
        Stream<Path> others = Files.list(data)) {
      assertThat(Stream.concat(others, logs).filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(path -> assertThat(permissions(path)).isEqualTo("rw-------"));
      assertThat(permissions(data)).isEqualTo("rwx------");
    }
  }

  private static Path permit(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
