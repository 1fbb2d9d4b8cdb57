package dev.shiplog.runner;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The directories in which apps are built: {@code <data-dir>/workspaces/<app id>}. What cannot be
 * written fails the stage: {@link StageFailedException}.
 */
@Component
class Workspaces {

  private static final Pattern APP = Pattern.compile("[0-9]{1,18}");

  private final Path root;

  Workspaces(@Value("${shiplog.data-dir}") Path dataDirectory) {
    this.root = dataDirectory.toAbsolutePath().normalize().resolve("workspaces");
  }

  /** The app's checkout, kept from deployment to deployment. */
  Path checkout(long appId) {
    return create(source(appId));
  }

  /** A workspace with nothing in it, whatever the last one holds. */
  Path empty(long appId) {
    try {
      setSourceAside(appId).ifPresent(Leftovers::remove);
    } catch (IOException e) {
      throw new StageFailedException(
          "The app's workspace cannot be moved out of the way. Check the permissions of "
              + root
              + ": "
              + e,
          1);
    }
    return create(source(appId));
  }

  /** The commands' home directory, where tools keep their caches. */
  Path home(long appId) {
    return create(app(appId).resolve("home"));
  }

  /**
   * Takes all that an app has away, to be removed by the next {@link #sweep}.
   *
   * @throws IOException if it cannot be moved out of the way
   */
  void discard(long appId) throws IOException {
    Leftovers.setAside(app(appId));
  }

  /** The apps that have a workspace. */
  Set<Long> apps() throws IOException {
    Set<Long> found = new HashSet<>();
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
        for (Path directory : directories) {
          String name = directory.getFileName().toString();
          if (APP.matcher(name).matches()) {
            found.add(Long.valueOf(name));
          }
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return found;
  }

  /** Removes what was taken away, as far as it can be removed. */
  void sweep() throws IOException {
    Leftovers.sweep(root);
    apps().forEach(app -> Leftovers.sweep(app(app)));
  }

  private Optional<Path> setSourceAside(long appId) throws IOException {
    try {
      return Leftovers.setAside(source(appId));
    } catch (IOException e) {
      // Where something is mounted on it, it can still be moved with all that is around it.
      return Leftovers.setAside(app(appId));
    }
  }

  private Path source(long appId) {
    return app(appId).resolve("source");
  }

  private Path app(long appId) {
    return root.resolve(Long.toString(appId));
  }

  private static Path create(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new StageFailedException(
          "The app's workspace cannot be created. Check the disk and the permissions: " + e, 1);
    }
  }
}
