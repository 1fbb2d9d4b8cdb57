package dev.shiplog.sample;

import dev.shiplog.problem.ConflictException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Bare git repositories in {@code <data-dir>/samples}, served as files: git's "dumb" HTTP protocol
 * (gitprotocol-http) needs nothing more, once {@code git update-server-info} has listed the
 * references.
 */
@Component
class SampleRepositories implements WebMvcConfigurer {

  static final String PATH = "/samples/";
  static final String BRANCH = "main";

  private static final Logger log = LoggerFactory.getLogger(SampleRepositories.class);
  private static final List<String> FILES = List.of("build.sh", "deploy.sh", "README.md");
  private static final String MISSING_GIT =
      "the sample apps need git on the server; install it and try again";

  private final Path root;

  SampleRepositories(@Value("${shiplog.data-dir}") Path dataDirectory) {
    this.root = dataDirectory.toAbsolutePath().normalize().resolve("samples");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler(PATH + "**").addResourceLocations(root.toUri() + "/");
  }

  /** Creates the repository if it is not there. */
  void create(String name) {
    Path bare = root.resolve(name + ".git");
    if (Files.exists(bare)) {
      return;
    }
    Path work = root.resolve(name + ".work");
    try {
      FileSystemUtils.deleteRecursively(work);
      Files.createDirectories(work);
      for (String file : FILES) {
        copy(name + "/" + file, work.resolve(file));
      }
      git(work, "init", "--quiet");
      git(work, "add", "--all");
      git(work, "commit", "--quiet", "--message", "Build and deploy " + name + " with two scripts");
      git(work, "branch", "--move", "--force", BRANCH);
      Path ready = root.resolve(name + ".new");
      git(work, "clone", "--quiet", "--bare", work.toString(), ready.toString());
      git(ready, "update-server-info");
      Files.move(ready, bare);
      FileSystemUtils.deleteRecursively(work);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the repository of the sample " + name, e);
    }
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream in = new ClassPathResource("samples/" + resource).getInputStream()) {
      Files.copy(in, target);
    }
  }

  private static void git(Path directory, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=Shiplog", "-c", "user.email=samples@shiplog.invalid"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        log.warn("{} did not work: {}", String.join(" ", command), output);
        throw new ConflictException(MISSING_GIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConflictException("the server is going away; try again");
    } catch (IOException e) {
      throw new ConflictException(MISSING_GIT);
    }
  }
}
