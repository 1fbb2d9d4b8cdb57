package dev.shiplog.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The directories in which apps are built: {@code <data-dir>/workspaces/<app id>}. What cannot be
 * written fails the stage: {@link StageFailedException}.
 */
@Component
class Workspaces {

  private final Path root;

  Workspaces(@Value("${shiplog.data-dir}") Path dataDirectory) {
    this.root = dataDirectory.toAbsolutePath().normalize().resolve("workspaces");
  }

  /** The app's checkout, kept from deployment to deployment. */
  Path checkout(long appId) {
    return create(app(appId).resolve("source"));
  }

  /** A workspace with nothing in it. */
  Path empty(long appId) {
    Path directory = app(appId).resolve("source");
    delete(directory);
    return create(directory);
  }

  /** The commands' home directory, where tools keep their caches. */
  Path home(long appId) {
    return create(app(appId).resolve("home"));
  }

  void remove(long appId) {
    delete(app(appId));
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

  private static void delete(Path directory) {
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new StageFailedException(
          "The app's workspace cannot be emptied. Remove what belongs to another user in "
              + directory
              + ": "
              + e,
          1);
    }
  }
}
