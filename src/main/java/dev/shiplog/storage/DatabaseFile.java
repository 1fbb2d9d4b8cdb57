package dev.shiplog.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of an H2 database, and beside it who last wrote it: which H2, with which schema. Neither
 * what another H2 makes of a file can be undone (2.5.252 wrote files whose newest part can be
 * missing), nor half a migration, as each of its statements is committed by itself. So a file that
 * was written by others is copied before it is opened, and put back if the server is lost, or
 * fails, before the migrations are through. One copy is kept.
 */
final class DatabaseFile {

  private static final Logger log = LoggerFactory.getLogger(DatabaseFile.class);

  private static final String FILE_URL = "jdbc:h2:file:";
  private static final String SUFFIX = ".mv.db";
  private static final String COPIED = "copied";
  private static final String NEW = "new";

  private final Path directory;
  private final String name;
  private final Path note;

  /** Stands beside the database while it is being changed; says what to put back. */
  private final Path changing;

  /**
   * @param database as in the URL, without H2's suffix
   */
  DatabaseFile(Path database) {
    this.directory = database.toAbsolutePath().normalize().getParent();
    this.name = database.getFileName().toString();
    this.note = directory.resolve(name + ".written-by");
    this.changing = directory.resolve(name + ".changing");
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

  /** The database as it was before it was last changed. */
  Path copy() {
    return directory.resolve(name + ".before" + SUFFIX);
  }

  /**
   * To be called before the database is opened: undoes a change that was interrupted, and copies
   * the file unless the same writer wrote it.
   *
   * @param writer who is about to open it, e.g. "H2 2.4.240, schema 5"
   * @throws DataDirectoryException when it cannot be copied, or another process has it open
   */
  void prepareFor(String writer) {
    try {
      Optional<String> before = read(note);
      if (before.filter(writer::equals).isPresent()) {
        Files.deleteIfExists(changing);
        return;
      }
      undoChange();
      boolean old = Files.exists(path());
      if (old) {
        copy(path(), copy());
        log.warn(
            "The database was last written by {}, now by {}. A copy of it, as it was before: {}",
            before.orElse("an older Shiplog"),
            writer,
            copy());
      }
      Files.createDirectories(directory);
      Files.writeString(changing, old ? COPIED : NEW);
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw new DataDirectoryException(
          "The database " + path() + " was written by an older Shiplog and cannot be copied: " + e,
          "Make space for a copy of it in its directory, and see that this user can write there.",
          e);
    }
  }

  /** To be called when the schema is the writer's. */
  void changed(String writer) {
    try {
      Files.writeString(note, writer);
      Files.deleteIfExists(changing);
    } catch (IOException e) {
      throw new UncheckedIOException("It cannot be noted who wrote " + path(), e);
    }
  }

  /**
   * Puts the file back as it was before {@link #prepareFor}, unless it was {@link #changed} since.
   * It must be closed.
   */
  void undoChange() throws IOException {
    Optional<String> change = read(changing);
    if (change.isEmpty()) {
      return;
    }
    Path half = directory.resolve(name + ".half-changed" + SUFFIX);
    if (Files.exists(path())) {
      requireFree();
      Files.move(path(), half, StandardCopyOption.REPLACE_EXISTING);
    }
    if (change.get().equals(COPIED)) {
      copy(copy(), path());
      log.warn(
          "A start ended while it changed the database, which is now as it was before. The other: {}",
          half);
    } else {
      Files.deleteIfExists(half);
    }
    Files.delete(changing);
  }

  private static Optional<String> read(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  private void copy(Path from, Path to) throws IOException {
    requireFree();
    Path unfinished = directory.resolve(to.getFileName() + ".part");
    try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel part =
            FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      long size = source.size();
      for (long done = 0; done < size; ) {
        done += source.transferTo(done, size - done, part);
      }
      part.force(true);
    }
    Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The lock is the one that H2 takes; a Shiplog from before data directories were locked has it.
   */
  private void requireFree() throws IOException {
    if (!Files.exists(path())) {
      return;
    }
    try (FileChannel database =
            FileChannel.open(path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = database.tryLock()) {
      if (lock == null) {
        throw new DataDirectoryException(
            "Another process has the database " + path() + " open.",
            "Stop it first, e.g. an older Shiplog, and start this one when it has ended.");
      }
    }
  }
}
