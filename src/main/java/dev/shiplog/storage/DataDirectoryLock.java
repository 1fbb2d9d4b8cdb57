package dev.shiplog.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;

/**
 * The right to use a data directory, which one server has at a time. The operating system takes it
 * back however the process ends, so that nothing is left to be cleared away.
 */
final class DataDirectoryLock implements DisposableBean {

  private static final String FILE = "lock";

  /**
   * Those of this process, so that they are not collected as garbage; and a process that opens and
   * closes a file once more loses the locks it has on it.
   */
  private static final Map<Path, DataDirectoryLock> HELD = new ConcurrentHashMap<>();

  private final Path directory;
  private final FileChannel file;

  private DataDirectoryLock(Path directory, FileChannel file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * Creates the directory if it is missing, and locks it.
   *
   * @throws DataDirectoryException when another server has it or it cannot be written
   */
  static DataDirectoryLock take(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
      return HELD.compute(
          directory.toRealPath(), (real, held) -> held == null ? lock(real) : refuse(real));
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static DataDirectoryLock lock(Path directory) {
    try {
      FileChannel file =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = file.tryLock();
        return lock == null ? refuse(directory) : new DataDirectoryLock(directory, file);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static DataDirectoryLock refuse(Path directory) {
    throw new DataDirectoryException(
        "Another Shiplog is running with the data directory " + directory + ".",
        "Stop the other one first and start this one when it has ended, or give this one a data"
            + " directory of its own: shiplog.data-dir (SHIPLOG_DATA_DIR).");
  }

  private static DataDirectoryException unusable(Path directory, IOException cause) {
    return new DataDirectoryException(
        "The data directory " + directory.toAbsolutePath() + " cannot be used: " + cause,
        "Make it a directory that this user can write, on a disk with free space, or name another"
            + " one: shiplog.data-dir (SHIPLOG_DATA_DIR).",
        cause);
  }

  /** Lets another server have the directory. */
  @Override
  public void destroy() throws IOException {
    file.close();
    HELD.remove(directory, this);
  }
}
