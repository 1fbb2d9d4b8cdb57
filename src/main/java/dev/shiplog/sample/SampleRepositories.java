package dev.shiplog.sample;

import dev.shiplog.problem.ConflictException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Bare git repositories in {@code <data-dir>/samples}, served as files by {@link SampleFiles}:
 * git's "dumb" HTTP protocol (gitprotocol-http) needs nothing more, once {@code git
 * update-server-info} has listed the references.
 */
@Component
class SampleRepositories {

  static final String PATH = "/samples/";
  static final String BRANCH = "main";

  private static final Logger log = LoggerFactory.getLogger(SampleRepositories.class);
  private static final List<String> FILES = List.of("build.sh", "deploy.sh", "README.md");

  /** These win over the settings of the server's user, which may sign commits and ask for a key. */
  private static final List<String> SETTINGS =
      List.of(
          "user.name=Shiplog",
          "user.email=samples@shiplog.invalid",
          "commit.gpgSign=false",
          "core.hooksPath=/dev/null",
          "gc.autoDetach=false",
          "maintenance.autoDetach=false");

  private static final String MISSING_GIT =
      "the sample apps need git on the server; install it and try again";

  private final Path root;
  private final String git;
  private final Duration limit;
  private final ReentrantLock making = new ReentrantLock();

  @Autowired
  SampleRepositories(@Value("${shiplog.data-dir}") Path dataDirectory) {
    this(dataDirectory, "git", Duration.ofSeconds(30));
  }

  /**
   * @param git the program
   * @param limit how long one of its commands, or another request that makes the same, may take
   */
  SampleRepositories(Path dataDirectory, String git, Duration limit) {
    this.root = dataDirectory.toAbsolutePath().normalize().resolve("samples");
    this.git = git;
    this.limit = limit;
  }

  /** Where they are; may not exist yet. */
  Path root() {
    return root;
  }

  /**
   * Creates the repository if it is not there. Takes a second, so no transaction may be open.
   *
   * @throws ConflictException git is missing or does not come to an end; or another request has
   *     been creating it for too long
   */
  void create(String name) {
    Path bare = root.resolve(name + ".git");
    if (Files.exists(bare)) {
      return;
    }
    try {
      if (!making.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ConflictException("the samples are still being prepared; try again");
      }
    } catch (InterruptedException e) {
      throw goingAway();
    }
    try {
      if (!Files.exists(bare)) {
        make(name, bare);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the repository of the sample " + name, e);
    } finally {
      making.unlock();
    }
  }

  private void make(String name, Path bare) throws IOException {
    Path work = root.resolve(name + ".work");
    Path ready = root.resolve(name + ".new");
    FileSystemUtils.deleteRecursively(work);
    FileSystemUtils.deleteRecursively(ready);
    Files.createDirectories(work);
    for (String file : FILES) {
      copy(name + "/" + file, work.resolve(file));
    }
    git(work, "init", "--quiet");
    git(work, "add", "--all");
    git(work, "commit", "--quiet", "--message", "Build and deploy " + name + " with two scripts");
    git(work, "branch", "--move", "--force", BRANCH);
    git(work, "clone", "--quiet", "--bare", "--no-hardlinks", work.toString(), ready.toString());
    // What it was made from is gone soon, and nobody's business.
    git(ready, "remote", "remove", "origin");
    git(ready, "update-server-info");
    Files.move(ready, bare);
    FileSystemUtils.deleteRecursively(work);
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream in = new ClassPathResource("samples/" + resource).getInputStream()) {
      Files.copy(in, target);
    }
  }

  private void git(Path directory, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(git));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    command.addAll(List.of(arguments));
    // A file, not a pipe: something that git leaves behind could hold a pipe open for ever.
    Path output = Files.createTempFile(root, "git", ".out");
    try {
      int exit = run(command, directory, output);
      if (exit != 0) {
        log.warn("{} ended with {}: {}", String.join(" ", command), exit, text(output));
        throw new ConflictException(MISSING_GIT);
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private int run(List<String> command, Path directory, Path output) {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      log.warn("{} cannot be started", command.get(0), e);
      throw new ConflictException(MISSING_GIT);
    }
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("{} took longer than {}", String.join(" ", command), limit);
        throw new ConflictException("git took too long to prepare the samples; try again");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw goingAway();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static ConflictException goingAway() {
    Thread.currentThread().interrupt();
    return new ConflictException("the server is going away; try again");
  }

  private static String text(Path output) throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
  }
}
