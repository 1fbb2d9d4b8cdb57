package dev.shiplog.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The directory in which an app's commands run, kept from one deployment to the next. What earlier
 * commands left in it is not trusted: links are not followed, git's settings are written anew.
 */
final class Workspace {

  private static final String SOURCE = "shiplog-source";

  private final Path directory;
  private final Path git;

  Workspace(Path directory) {
    this.directory = directory;
    this.git = directory.resolve(".git");
  }

  Path directory() {
    return directory;
  }

  /**
   * Creates the directory, or another one in its place if there is something in it.
   *
   * @throws StageFailedException if it cannot be moved out of the way
   */
  void empty() {
    try {
      Leftovers.setAside(directory).ifPresent(Leftovers::remove);
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Whether it holds a checkout of this repository that fetching can go on with.
   *
   * @param repository without a password
   */
  boolean isCheckoutOf(String repository) {
    Path source = git.resolve(SOURCE);
    try {
      return Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)
          && Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)
          && !Files.exists(git.resolve("commondir"), LinkOption.NOFOLLOW_LINKS)
          && Files.readString(source).equals(fingerprint(repository));
    } catch (IOException e) {
      return false;
    }
  }

  /** Notes that all of the repository was fetched. */
  void fetched(String repository) {
    write(SOURCE, fingerprint(repository));
  }

  /**
   * Brings git's own directory into a state in which its commands can run.
   *
   * @param repository without a password: the build can read it
   */
  void prepare(String repository) {
    // Submodules with relative addresses need to know the remote.
    String remote = repository.replace("\\", "\\\\").replace("\"", "\\\"");
    write(
        "config",
        """
        [core]
        \trepositoryformatversion = 0
        \tfilemode = true
        \tbare = false
        [remote "origin"]
        \turl = "%s"
        \tfetch = +refs/heads/*:refs/remotes/origin/*
        """
            .formatted(remote));
    removeLocks();
  }

  boolean hasSubmodules() {
    return Files.exists(directory.resolve(".gitmodules"));
  }

  private void write(String name, String content) {
    Path file = git.resolve(name);
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, content);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** A git that was killed leaves its locks; no other one is at work here. */
  private void removeLocks() {
    try {
      Files.walkFileTree(
          git,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes) {
              return entry.endsWith("objects")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (file.toString().endsWith(".lock")) {
                Files.delete(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private StageFailedException unusable(IOException e) {
    return new StageFailedException(
        "The app's workspace cannot be written. Check the disk and the permissions of "
            + directory
            + ": "
            + e,
        1);
  }

  private static String fingerprint(String repository) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(repository.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
