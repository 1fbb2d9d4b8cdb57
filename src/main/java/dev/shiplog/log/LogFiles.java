package dev.shiplog.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The two files of a log.
 *
 * @param log the bytes as they came, after masking
 * @param index one {@link IndexRecord} per line
 */
record LogFiles(Path log, Path index) {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  static LogFiles of(Path directory, long id) {
    return new LogFiles(directory.resolve(id + ".log"), directory.resolve(id + ".idx"));
  }

  /** Makes those that are missing, for the server's user alone. */
  void create() throws IOException {
    for (Path file : List.of(log, index)) {
      if (Files.notExists(file)) {
        Files.createFile(file, OWNER_ONLY);
      }
    }
  }

  /**
   * Bytes in the log, 0 if there is none.
   *
   * @throws IOException there is something in its place that cannot be read
   */
  long logBytes() throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(log, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new FileSystemException(log.toString(), null, "is a directory");
      }
      if (!Files.isReadable(log)) {
        throw new AccessDeniedException(log.toString());
      }
      return attributes.size();
    } catch (NoSuchFileException noLog) {
      return 0;
    }
  }

  /** When the log was last written to, as an index can hold it; 0 if there is none. */
  long logMillis() throws IOException {
    try {
      long millis = Files.getLastModifiedTime(log).toMillis();
      return Math.max(0, Math.min(millis, IndexRecord.LAST_MILLIS));
    } catch (NoSuchFileException noLog) {
      return 0;
    }
  }

  /** Bytes in the index; 0 if there is none, or something that is no file. */
  long indexBytes() throws IOException {
    return Files.isRegularFile(index) ? Files.size(index) : 0;
  }

  /** Whether the index is a file or can become one. */
  boolean canHaveIndex() {
    return Files.isRegularFile(index) || Files.notExists(index);
  }

  /** The log's bytes of [from, to). Caller closes. */
  InputStream logBytes(long from, long to) throws IOException {
    // What has no size may be a pipe, which would block whoever opens it.
    return from < to ? LogSlice.open(log, from, to - from) : InputStream.nullInputStream();
  }

  /** The index goes first: a log without one is whole, an index without a log is not. */
  void delete() throws IOException {
    Files.deleteIfExists(index);
    Files.deleteIfExists(log);
  }
}
