package dev.shiplog.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The two files of a log.
 *
 * @param log the bytes as they came, after masking
 * @param index one {@link IndexRecord} per line
 */
record LogFiles(Path log, Path index) {

  static LogFiles of(Path directory, long id) {
    return new LogFiles(directory.resolve(id + ".log"), directory.resolve(id + ".idx"));
  }

  /** Bytes in the log, 0 if there is none. */
  long logBytes() throws IOException {
    try {
      return Files.size(log);
    } catch (NoSuchFileException noLog) {
      return 0;
    }
  }

  /** The index goes first: a log without one is whole, an index without a log is not. */
  void delete() throws IOException {
    Files.deleteIfExists(index);
    Files.deleteIfExists(log);
  }
}
