package dev.shiplog.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes directory trees that commands have filled as they liked. A tree is first moved out of the
 * way under another name, so that its place is free at once whatever becomes of the removal; one
 * that could not be finished goes on later. Links are removed, never followed, and what is mounted
 * inside a tree is left alone.
 */
final class Leftovers {

  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  private static final String PREFIX = "removed-";
  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");
  private static final int MAX_SAID = 4096;

  private Leftovers() {}

  /**
   * Moves the tree out of the way, which needs no right to anything that is in it.
   *
   * @return where it is now; empty if there was none
   * @throws IOException if it cannot be moved, e.g. because something is mounted on it
   */
  static Optional<Path> setAside(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    Path aside = tree.resolveSibling(PREFIX + tree.getFileName() + "-" + UUID.randomUUID());
    try {
      move(tree, aside);
    } catch (AccessDeniedException e) {
      makeWritable(tree.resolveSibling(""));
      move(tree, aside);
    }
    return Optional.of(aside);
  }

  /**
   * Removes a tree that was set aside. What cannot be removed stays, for {@link #sweep} to try
   * again, and is named in the server's log with the reason.
   */
  static void remove(Path aside) {
    String problem =
        mountedIn(aside).map(it -> it + " is mounted there").orElseGet(() -> rm(aside));
    if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
      log.warn(
          "What an app has left in {} cannot be removed and is tried again later; it is in nobody's"
              + " way: {}",
          aside,
          problem);
    }
  }

  /** Goes on with the removal of all that was set aside in the directory. */
  static void sweep(Path directory) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, PREFIX + "*")) {
      found.forEach(Leftovers::remove);
    } catch (IOException | DirectoryIteratorException e) {
      log.warn(
          "What was left to be removed in {} cannot be found; it is tried again", directory, e);
    }
  }

  private static void move(Path tree, Path aside) throws IOException {
    // Without this a mount would be copied instead.
    Files.move(tree, aside, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What stands in the way of the removal, if anything does. */
  private static String rm(Path tree) {
    try {
      String problem = execute(tree);
      if (!problem.isEmpty()) {
        makeDirectoriesWritable(tree);
        problem = execute(tree);
      }
      return problem;
    } catch (IOException e) {
      return e.toString();
    }
  }

  /**
   * By rm(1), which works on open directories instead of paths: no depth or length is too much for
   * it, and no link that appears meanwhile can lead it elsewhere.
   */
  private static String execute(Path tree) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("rm", "-rf", "--", tree.getFileName().toString())
            .directory(tree.resolveSibling("").toFile())
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    try (InputStream said = process.getInputStream()) {
      String text = new String(said.readNBytes(MAX_SAID), StandardCharsets.UTF_8);
      said.transferTo(OutputStream.nullOutputStream());
      return text.lines().findFirst().orElse("").strip();
    }
  }

  /** Some tools write-protect their caches. */
  private static void makeDirectoriesWritable(Path tree) {
    Deque<Path> directories = new ArrayDeque<>();
    directories.push(tree);
    while (!directories.isEmpty()) {
      Path directory = directories.pop();
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
        makeWritable(directory);
        addChildren(directory, directories);
      }
    }
  }

  private static void addChildren(Path directory, Deque<Path> directories) {
    try (DirectoryStream<Path> children =
        Files.newDirectoryStream(
            directory, child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))) {
      children.forEach(directories::push);
    } catch (IOException | DirectoryIteratorException e) {
      log.debug("{} cannot be read", directory, e); // Then rm says why.
    }
  }

  private static void makeWritable(Path directory) {
    try {
      Set<PosixFilePermission> permissions =
          new HashSet<>(Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS));
      if (permissions.addAll(OWNERS)) {
        Files.setPosixFilePermissions(directory, permissions);
      }
    } catch (IOException e) {
      log.debug("The permissions of {} cannot be changed", directory, e); // Then rm says why.
    }
  }

  private static Optional<String> mountedIn(Path tree) {
    String inside = tree.toAbsolutePath() + "/";
    try {
      return Files.readAllLines(MOUNTS, StandardCharsets.ISO_8859_1).stream()
          .map(line -> line.split(" ")[1].replace("\\040", " "))
          .filter(point -> (point + "/").startsWith(inside))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // No such list on this system.
    }
  }
}
