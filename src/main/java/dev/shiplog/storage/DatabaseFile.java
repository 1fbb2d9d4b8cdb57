package dev.shiplog.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an H2 database, and beside it the name of the H2 that last opened it. H2 2.5.252
 * wrote files whose newest part can be missing, and what one version makes of another's file cannot
 * be undone: so a file that another version wrote is copied before it is opened. One copy is kept.
 */
final class DatabaseFile {

  private static final Logger log = LoggerFactory.getLogger(DatabaseFile.class);

  private static final String FILE_URL = "jdbc:h2:file:";
  private static final String SUFFIX = ".mv.db";

  private final Path directory;
  private final String name;

  /**
   * @param database as in the URL, without H2's suffix
   */
  DatabaseFile(Path database) {
    this.directory = database.toAbsolutePath().normalize().getParent();
    this.name = database.getFileName().toString();
  }

  /** The file behind a JDBC URL; empty for a database that is no file of this server's. */
  static Optional<DatabaseFile> at(String url) {
    if (!url.startsWith(FILE_URL)) {
      return Optional.empty();
    }
    return Optional.of(
        new DatabaseFile(Path.of(url.substring(FILE_URL.length()).split(";", 2)[0])));
  }

  Path directory() {
    return directory;
  }

  Path path() {
    return directory.resolve(name + SUFFIX);
  }

  /**
   * To be called before the database is opened: copies it if the H2 that last opened it is another
   * one or, with a database from before this was noted, unknown.
   *
   * @param version of the H2 that is about to open it
   * @throws DataDirectoryException when it cannot be copied, or another process has it open
   */
  void copyUnlessWrittenBy(String version) {
    Path note = directory.resolve(name + ".h2-version");
    try {
      Optional<String> before = read(note);
      if (before.filter(version::equals).isPresent()) {
        return;
      }
      if (Files.exists(path())) {
        Path copy = copy(version);
        log.warn(
            "The database was last opened by {}, now by H2 {}. A copy of it, as it was before: {}",
            before.map(it -> "H2 " + it).orElse("an older Shiplog"),
            version,
            copy);
      }
      Files.createDirectories(directory);
      Files.writeString(note, version);
    } catch (IOException e) {
      throw new DataDirectoryException(
          "The database " + path() + " was written by another H2 and cannot be copied: " + e,
          "Make space for a copy of it in its directory, and see that this user can write there.",
          e);
    }
  }

  private static Optional<String> read(Path note) throws IOException {
    return Files.exists(note) ? Optional.of(Files.readString(note).strip()) : Optional.empty();
  }

  private Path copy(String version) throws IOException {
    Path copy = directory.resolve(name + ".before-h2-" + version + SUFFIX);
    Path unfinished = directory.resolve(copy.getFileName() + ".part");
    try (FileChannel database =
            FileChannel.open(path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileChannel part =
            FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      requireFree(database);
      long size = database.size();
      for (long done = 0; done < size; ) {
        done += database.transferTo(done, size - done, part);
      }
      part.force(true);
    }
    Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    deleteOthers(copy);
    return copy;
  }

  /**
   * The lock is the one that H2 takes; a Shiplog from before data directories were locked has it.
   */
  private void requireFree(FileChannel database) throws IOException {
    FileLock lock = database.tryLock();
    if (lock == null) {
      throw new DataDirectoryException(
          "Another process has the database " + path() + " open.",
          "Stop it first, e.g. an older Shiplog, and start this one when it has ended.");
    }
  }

  private void deleteOthers(Path copy) throws IOException {
    try (DirectoryStream<Path> copies =
        Files.newDirectoryStream(directory, name + ".before-h2-*" + SUFFIX + "{,.part}")) {
      for (Path other : copies) {
        if (!other.equals(copy)) {
          Files.delete(other);
        }
      }
    }
  }
}
