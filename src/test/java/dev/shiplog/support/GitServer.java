package dev.shiplog.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A git repository, served over the network by a git daemon on a free loopback port. Its first
 * branch is "main"; it is empty until the first commit.
 */
public final class GitServer implements AutoCloseable {

  private final Path base;
  private final Path work;
  private final int port;
  private final Process daemon;

  private GitServer(Path base, int port) throws IOException {
    this.base = base;
    this.work = base.resolve("work");
    this.port = port;
    createRepository();
    this.daemon = startDaemon();
    await()
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              } catch (IOException e) {
                return false;
              }
            });
  }

  /** Starts a server with an empty repository that lives below the directory. */
  public static GitServer start(Path directory) {
    try {
      return new GitServer(Files.createTempDirectory(directory, "git"), freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The repository's address. */
  public String url() {
    return "git://127.0.0.1:" + port + "/app.git";
  }

  /** Where the served repository lies on this machine. */
  public Path servedPath() {
    return base.resolve("served/app.git");
  }

  /** Commits the files, as path and content, to the current branch; returns the commit's hash. */
  public String commit(String message, Map<String, String> files) {
    files.forEach(this::write);
    git("add", "--all", "--force");
    return commitIndex(message);
  }

  /**
   * Commits a submodule as a hostile author may write it.
   *
   * @param url of the submodule
   * @param hash of the commit that the submodule stands at
   */
  public String commitSubmodule(String path, String url, String hash) {
    write(
        ".gitmodules", "[submodule \"%1$s\"]\n\tpath = %1$s\n\turl = %2$s\n".formatted(path, url));
    git("add", "--force", ".gitmodules");
    git("update-index", "--add", "--cacheinfo", "160000," + hash + "," + path);
    return commitIndex("Add submodule " + path);
  }

  /** Starts a branch at the current commit and makes it the current one. */
  public void branch(String name) {
    git("checkout", "-q", "-B", name);
    push();
  }

  /** Tags the current commit. */
  public void tag(String name) {
    git("tag", "--force", name);
    push();
  }

  /** Runs git in the author's own working copy; returns what it prints. */
  public String git(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(Arrays.asList(arguments));
    return run(argv, work);
  }

  /** Makes the server's repository equal to the author's. */
  public void push() {
    git("push", "-q", "--mirror", servedPath().toString());
  }

  @Override
  public void close() {
    daemon.descendants().forEach(ProcessHandle::destroy);
    daemon.destroy();
    daemon.onExit().join();
  }

  private String commitIndex(String message) {
    // Through a file: an argument would lose its umlauts where the tests run without a locale.
    write(".git/shiplog-message", message);
    git("commit", "-q", "--allow-empty", "--file=.git/shiplog-message");
    push();
    return git("rev-parse", "HEAD");
  }

  private void write(String path, String content) {
    try {
      Path file = work.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void createRepository() throws IOException {
    Files.createDirectories(base.resolve("served"));
    run(List.of("git", "init", "-q", "-b", "main", work.toString()), base);
    run(List.of("git", "init", "-q", "--bare", "-b", "main", "served/app.git"), base);
  }

  private Process startDaemon() throws IOException {
    Path served = base.resolve("served");
    return builder(
            List.of(
                "git",
                "daemon",
                "--export-all",
                "--reuseaddr",
                "--listen=127.0.0.1",
                "--port=" + port,
                "--base-path=" + served,
                served.toString()),
            base)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String run(List<String> argv, Path directory) {
    try {
      Process process = builder(argv, directory).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      String text = new String(output, StandardCharsets.UTF_8).strip();
      if (process.onExit().join().exitValue() != 0) {
        throw new IllegalStateException(argv + ": " + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder builder(List<String> argv, Path directory) {
    ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_AUTHOR_NAME", "Ada Lovelace",
                "GIT_AUTHOR_EMAIL", "ada@example.org",
                "GIT_COMMITTER_NAME", "Ada Lovelace",
                "GIT_COMMITTER_EMAIL", "ada@example.org"));
    return builder;
  }
}
