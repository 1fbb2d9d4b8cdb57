package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Removing what commands leave, by a server that has no more rights than an ordinary user. */
class LeftoversTest {

  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  @TempDir private Path data;
  @TempDir private Path outside;
  private Path workspaces;
  private Path source;

  @BeforeEach
  void createWorkspace() throws Exception {
    workspaces = data.resolve("workspaces");
    source = workspaces.resolve(WorkspaceProgram.APP + "/source");
    Files.createDirectories(source);
    Files.writeString(outside.resolve("kept"), "not the app's");
  }

  /** JUnit would take long for what is deep, and cannot remove all of it. */
  @AfterEach
  void leaveNothingBehind() throws Exception {
    shell(data, "chmod -R u+rwX . ; rm -rf workspaces");
  }

  @Test
  void aWriteProtectedCacheDoesNotKeepAnAppFromBeingDeployed() throws Exception {
    shell(
        source,
        "mkdir -p go/pkg/mod/lib@v1/secret && echo code > go/pkg/mod/lib@v1/lib.go"
            + " && echo x > go/pkg/mod/lib@v1/secret/x && chmod 000 go/pkg/mod/lib@v1/secret"
            + " && chmod -R a-w go && chmod a-w .");

    assertThat(run("empty")).isEmpty();

    assertThat(names(source)).isEmpty();
    assertThat(names(source.getParent())).as("nothing is left for later").containsExactly("source");
  }

  @Test
  void linksAreRemovedAndNotFollowed() throws Exception {
    shell(
        source,
        "ln -s '%1$s' directory; ln -s '%1$s/kept' file; ln -s / root; mkdir sub; ln -s ../.. sub/up"
            .formatted(outside));

    assertThat(run("empty")).isEmpty();

    assertThat(names(source)).isEmpty();
    assertThat(outside.resolve("kept")).hasContent("not the app's");
  }

  @Test
  void aWorkspaceThatIsALinkIsReplacedByADirectory() throws Exception {
    Files.delete(source);
    Files.createSymbolicLink(source, outside);

    assertThat(run("empty")).isEmpty();

    assertThat(source).isEmptyDirectory().satisfies(it -> assertThat(it).isNotEqualTo(outside));
    assertThat(Files.isSymbolicLink(source)).isFalse();
    assertThat(outside.resolve("kept")).exists();
  }

  @Test
  void noNameAndNoDepthIsTooMuch() throws Exception {
    shell(
        source,
        "touch -- '-rf' ' ' '*' \"$(printf 'new\\nline')\" \"$(printf 'not\\377utf8')\""
            + " && for i in $(seq 30); do mkdir -p %1$s && cd -P %1$s || exit 1; done"
                .formatted("d/".repeat(100)));

    assertThat(run("empty")).isEmpty();

    assertThat(names(source)).isEmpty();
    assertThat(names(source.getParent())).containsExactly("source");
  }

  @Test
  void whatCannotBeRemovedIsSaidIsInNobodysWayAndGoesLater() throws Exception {
    assumeTrue(ROOT, "only root can give a file away");
    shell(source, "mkdir -p built/theirs && touch built/theirs/file && chown -R 4242:4242 built");

    String said = run("empty");

    assertThat(said).contains("built/theirs").contains("Permission denied").contains("tried again");
    assertThat(names(source)).isEmpty();
    assertThat(names(source.getParent())).hasSize(2);
    assertThat(run("empty")).as("a later deployment does not wait for it").isEmpty();
    shell(workspaces, "chown -R 0:0 .");
    assertThat(run("sweep")).isEmpty();
    assertThat(names(source.getParent())).containsExactly("source");
  }

  @Test
  void aWorkspaceThatCannotBeMovedIsMovedWithWhatIsAroundIt() throws Exception {
    assumeTrue(ROOT, "only root can mount");
    shell(source, "mount -t tmpfs none . ");
    try {
      String said = run("empty");

      assertThat(said).contains("is mounted there");
      assertThat(names(source)).isEmpty();
    } finally {
      shell(workspaces, "umount ./removed-*/source");
    }
    assertThat(run("sweep")).isEmpty();
    assertThat(names(workspaces)).containsExactly(String.valueOf(WorkspaceProgram.APP));
  }

  @Test
  void anAppsWorkspaceIsGoneWithTheAppThoughTheRemovalWasInterrupted() throws Exception {
    shell(source, "mkdir -p go/mod && touch go/mod/x && chmod -R a-w go");

    assertThat(run("discard")).isEmpty();
    assertThat(source.getParent()).doesNotExist();
    assertThat(run("sweep")).isEmpty();

    assertThat(names(workspaces)).isEmpty();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }

  /** Root passes all permissions, unless it has given its capabilities away. */
  private String run(String action) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (ROOT) {
      command.addAll(List.of("setpriv", "--bounding-set", "-all", "--inh-caps", "-all"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkspaceProgram.class.getName(),
            data.toString(),
            action));
    return execute(data, command);
  }

  private static void shell(Path directory, String script) throws Exception {
    assertThat(execute(directory, List.of("sh", "-c", script))).isEmpty();
  }

  private static String execute(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().filter(line -> !line.contains("DEBUG")).reduce("", String::concat);
  }
}
