package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shiplog.project.GitProtocols;
import dev.shiplog.support.GitServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitCheckoutTest {

  @TempDir private Path directory;
  private Path workspace;
  private GitServer server;
  private final String token = UUID.randomUUID().toString();
  private final Recording output = new Recording();
  private final List<String> echoed = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private final GitCheckout checkout = new GitCheckout(protocols("https", "http", "ssh", "git"));

  @BeforeEach
  void serve() {
    workspace = directory.resolve("workspaces/1");
    server = GitServer.start(directory);
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void checksOutTheHeadOfABranchAndSaysWhatItIs() {
    String hash = server.commit("Füge hinzu\n\nMore text", Map.of("src/a.txt", "one"));
    Commit commit = fetch("main");
    assertThat(commit).isEqualTo(new Commit(hash, "Füge hinzu", "Ada Lovelace <ada@example.org>"));
    assertThat(workspace.resolve("src/a.txt")).hasContent("one");
    assertThat(echoed)
        .containsExactly("$ git fetch " + server.url() + " main", "$ git checkout " + hash);
    assertThat(output.text()).contains("[new branch]").contains("HEAD is now at");
    assertThat(output.text()).as("what only Shiplog asked").doesNotContain("Ada Lovelace");
  }

  @Test
  void fetchesOnlyWhatIsNewTheSecondTime() throws IOException {
    server.commit("One", Map.of("a.txt", "one", "gone.txt", "x"));
    fetch("main");
    Path kept = Files.createFile(workspace.resolve(".git/kept"));
    server.git("rm", "-q", "gone.txt");
    String second = server.commit("Two", Map.of("a.txt", "two"));
    assertThat(fetch("main").hash()).isEqualTo(second);
    assertThat(workspace.resolve("a.txt")).hasContent("two");
    assertThat(workspace.resolve("gone.txt")).doesNotExist();
    assertThat(kept).as("git's directory was kept").exists();
  }

  @Test
  void removesWhatAnEarlierBuildLeftBehind() throws IOException {
    server.commit("One", Map.of("a.txt", "one", ".gitignore", "target"));
    fetch("main");
    Files.createDirectories(workspace.resolve("target/classes"));
    Files.writeString(workspace.resolve("a.txt"), "changed");
    fetch("main");
    assertThat(workspace.resolve("target")).doesNotExist();
    assertThat(workspace.resolve("a.txt")).hasContent("one");
  }

  @Test
  void resolvesBranchesTagsAndHashes() {
    String first = server.commit("One", Map.of("a.txt", "one"));
    server.tag("v1.0");
    server.tag("both");
    server.git("tag", "-a", "-m", "annotated", "v1.0-annotated");
    server.branch("feature/x");
    String second = server.commit("Two", Map.of("a.txt", "two"));
    server.branch("both");
    assertThat(fetch("feature/x").hash()).isEqualTo(second);
    assertThat(fetch("v1.0").hash()).isEqualTo(first);
    assertThat(fetch("v1.0-annotated").hash()).isEqualTo(first);
    assertThat(fetch("both").hash()).as("a branch before a tag").isEqualTo(second);
    assertThat(fetch(first).hash()).isEqualTo(first);
    assertThat(fetch(second.substring(0, 8)).hash()).isEqualTo(second);
    assertThat(workspace.resolve("a.txt")).hasContent("two");
  }

  @Test
  void followsAForcedPushAndStillFindsTheOldCommitByItsHash() {
    server.commit("One", Map.of("a.txt", "one"));
    String old = server.commit("Two", Map.of("a.txt", "two"));
    fetch("main");
    server.git("reset", "-q", "--hard", "HEAD~1");
    String forced = server.commit("Other", Map.of("a.txt", "other"));
    assertThat(fetch("main").hash()).isEqualTo(forced);
    assertThat(fetch(old).hash()).isEqualTo(old);
  }

  @Test
  void saysWhatToDoWhenThereIsNoSuchRef() {
    server.commit("One", Map.of("a.txt", "one"));
    for (String ref : List.of("missing", "deadbeef", "d".repeat(40), "HEAD", "origin/main")) {
      assertThatThrownBy(() -> fetch(ref))
          .isInstanceOf(StageFailedException.class)
          .hasMessageContaining("no branch, tag or commit \"" + ref + "\"");
    }
  }

  @Test
  void saysWhatToDoWhenTheServerDoesNotAnswerAndKeepsTheWorkspace() throws IOException {
    server.commit("One", Map.of("a.txt", "one"));
    fetch("main");
    Path kept = Files.createFile(workspace.resolve(".git/kept"));
    server.close();
    assertThatThrownBy(() -> fetch("main"))
        .isInstanceOfSatisfying(
            StageFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(128))
        .hasMessageContaining("Check the repository's address");
    assertThat(kept).exists();
    assertThat(output.text()).contains("fatal:");
  }

  @Test
  void startsAfreshWhenTheRepositoryChanged() throws IOException {
    server.commit("One", Map.of("a.txt", "one"));
    fetch("main");
    try (GitServer other = GitServer.start(directory)) {
      String hash = other.commit("Other", Map.of("b.txt", "other"));
      assertThat(fetch(other.url(), "main").hash()).isEqualTo(hash);
      assertThat(workspace.resolve("b.txt")).hasContent("other");
      assertThat(workspace.resolve("a.txt")).doesNotExist();
      assertThat(git("tag", "--list")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".git/index", ".git/HEAD", ".git/objects", ".git/refs"})
  void startsAfreshWhenTheWorkspaceIsDamaged(String damaged) throws IOException {
    String hash = server.commit("One", Map.of("a.txt", "one"));
    fetch("main");
    List<Path> files;
    try (var tree = Files.walk(workspace.resolve(damaged))) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Files.delete(file);
      Files.writeString(file, "nonsense");
    }
    assertThat(files).isNotEmpty();
    assertThat(fetch("main").hash()).isEqualTo(hash);
    assertThat(workspace.resolve("a.txt")).hasContent("one");
    assertThat(echoed).anyMatch(line -> line.contains("damaged"));
  }

  @Test
  void goesOnAfterAGitThatWasKilled() throws IOException {
    server.commit("One", Map.of("a.txt", "one"));
    fetch("main");
    Files.createFile(workspace.resolve(".git/index.lock"));
    Files.createFile(workspace.resolve(".git/refs/remotes/origin/main.lock"));
    String second = server.commit("Two", Map.of("a.txt", "two"));
    assertThat(fetch("main").hash()).isEqualTo(second);
    assertThat(echoed).noneMatch(line -> line.contains("damaged"));
  }

  @Test
  void runsNothingThatAnEarlierBuildPlantedInTheWorkspace() throws IOException {
    server.commit("One", Map.of("a.txt", "one", ".gitattributes", "* filter=evil"));
    fetch("main");
    Path canary = directory.resolve("canary");
    Path hook = workspace.resolve(".git/hooks/post-checkout");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\ntouch " + canary + "\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    String command = "touch " + canary;
    git("config", "core.fsmonitor", command);
    git("config", "filter.evil.smudge", command);
    git("config", "core.gitProxy", command);
    Files.deleteIfExists(canary);
    server.commit("Two", Map.of("a.txt", "two"));
    fetch("main");
    assertThat(canary).doesNotExist();
  }

  @Test
  void letsTheRunnerStopItAtAnyCommand() {
    server.commit("One", Map.of("a.txt", "one"));
    CommandRunner stopping =
        (command, ignored) -> {
          throw new RunStoppedException("stopped");
        };
    assertThatThrownBy(
            () -> checkout.checkout(workspace, server.url(), "main", stopping, output, echoed::add))
        .isInstanceOf(RunStoppedException.class);
  }

  @Test
  void neverAsksAndNeverSeesTheServersOtherVariables() {
    server.commit("One", Map.of("a.txt", "one"));
    fetch("main");
    assertThat(commands)
        .allSatisfy(
            command ->
                assertThat(command.environment())
                    .containsEntry("GIT_TERMINAL_PROMPT", "0")
                    .containsEntry("GIT_SSH_COMMAND", "ssh -oBatchMode=yes")
                    .containsEntry("GIT_ALLOW_PROTOCOL", "https:http:ssh:git")
                    .doesNotContainKey("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD"));
  }

  @Test
  void doesNotShowThePasswordInTheAddress() {
    String address = server.url().replace("git://", "git://ada:s3cret@");
    assertThatThrownBy(() -> fetch(address, "main"))
        .hasMessageContaining("git://***@127.0.0.1")
        .hasMessageNotContaining("s3cret");
    assertThat(echoed.get(0)).contains("git://***@127.0.0.1").doesNotContain("s3cret");
  }

  @Test
  void signsInWithoutTheUserAndPasswordInArgumentsOrInTheWorkspace() throws IOException {
    try (PasswordSite site = PasswordSite.start(server.servedPath(), "ada", "s3cr#t é")) {
      String hash = server.commit("One", Map.of("a.txt", "one"));
      site.publish(server);
      String address = site.url("ada-not:no");
      assertThatThrownBy(() -> fetch(address, "main")).isInstanceOf(StageFailedException.class);
      assertThat(fetch(site.url("ada:s3cr%23t%20%c3%a9"), "main").hash()).isEqualTo(hash);
      assertThat(fetch(site.url("ada:s3cr%23t%20%c3%a9"), "main").hash()).isEqualTo(hash);
    }
    assertThat(commands)
        .flatExtracting(Command::argv)
        .noneMatch(argument -> argument.contains("ada") || argument.contains("s3cr"));
    try (var files = Files.walk(workspace.resolve(".git"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(text(file)).doesNotContain("ada:", "s3cr"));
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  @Test
  void fetchesSubmodulesAndCleansThem() throws IOException {
    try (GitServer library = GitServer.start(directory)) {
      String at = library.commit("Library", Map.of("lib.txt", "lib"));
      server.commitSubmodule("lib", library.url(), at);
      fetch("main");
      assertThat(workspace.resolve("lib/lib.txt")).hasContent("lib");
      Files.writeString(workspace.resolve("lib/left"), "left");
      String next = library.commit("Library 2", Map.of("lib.txt", "lib 2"));
      server.commitSubmodule("lib", library.url(), next);
      fetch("main");
      assertThat(workspace.resolve("lib/lib.txt")).hasContent("lib 2");
      assertThat(workspace.resolve("lib/left")).doesNotExist();
      assertThat(echoed).noneMatch(line -> line.contains("damaged"));
    }
  }

  @Test
  void refusesHostileSubmodules() {
    Path canary = directory.resolve("canary");
    String hash;
    try (GitServer local = GitServer.start(directory)) {
      hash = local.commit("Local", Map.of("secret.txt", "secret"));
    }
    String file = "file://" + server.servedPath();
    String own = server.commit("One", Map.of("secret.txt", "secret"));
    for (String url :
        List.of(
            file,
            server.servedPath().toString(),
            "ext::touch " + canary,
            "--upload-pack=touch " + canary,
            "ssh://-oProxyCommand=touch " + canary + "/x")) {
      server.commitSubmodule("sub", url, url.equals(file) ? own : hash);
      assertThatThrownBy(() -> fetch("main"))
          .as(url)
          .isInstanceOf(StageFailedException.class)
          .hasMessageContaining("submodules");
      assertThat(workspace.resolve("sub/secret.txt")).doesNotExist();
      assertThat(canary).doesNotExist();
    }
  }

  @Test
  void refusesHostileAddressesAndRefsBeforeAnythingRuns() {
    Path canary = directory.resolve("canary");
    server.commit("One", Map.of("a.txt", "one"));
    for (String address :
        List.of(
            "ext::sh -c touch% " + canary,
            "ext::" + canary,
            "file://" + server.servedPath(),
            server.servedPath().toString(),
            "--upload-pack=touch " + canary,
            "-u" + canary)) {
      assertThatThrownBy(() -> fetch(address, "main")).isInstanceOf(StageFailedException.class);
    }
    for (String ref : List.of("--upload-pack=touch${IFS}" + canary, "-x", "a..b", "@{-1}", "")) {
      assertThatThrownBy(() -> fetch(ref)).isInstanceOf(StageFailedException.class);
    }
    assertThat(commands).isEmpty();
    assertThat(canary).doesNotExist();
  }

  @Test
  void fetchesOnlyWithAllowedProtocols() {
    server.commit("One", Map.of("a.txt", "one"));
    GitCheckout strict = new GitCheckout(protocols("https"));
    assertThatThrownBy(
            () -> strict.checkout(workspace, server.url(), "main", this::run, output, echoed::add))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("https");
  }

  private Commit fetch(String ref) {
    return fetch(server.url(), ref);
  }

  private Commit fetch(String repository, String ref) {
    return checkout.checkout(workspace, repository, ref, this::run, output, echoed::add);
  }

  private int run(Command command, Output to) {
    commands.add(command);
    try {
      return new RunProcesses(token, Duration.ofSeconds(1))
          .start(command, to)
          .await(Duration.ofSeconds(60))
          .orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunStoppedException("interrupted");
    }
  }

  private String git(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(arguments));
    Recording answer = new Recording();
    run(new Command(argv, workspace, Map.of("HOME", directory.toString())), answer);
    return answer.text();
  }

  private static GitProtocols protocols(String... protocols) {
    return new GitProtocols(List.of(protocols));
  }
}
