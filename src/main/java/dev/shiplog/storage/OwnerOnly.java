package dev.shiplog.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the data directory for the server's user alone: itself, the files in it, and the logs.
 * Deeper inside are the workspaces, where files are as the builds made them.
 */
final class OwnerOnly {

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /**
   * Takes from everybody else what they may do. Links are not followed.
   *
   * @return how many of them others could read or write
   * @throws IOException one belongs to somebody else, or the disk fails
   */
  static int mend(Path directory) throws IOException {
    Path real = directory.toRealPath();
    int mended = mendOne(real);
    for (Path inside : List.of(real, real.resolve("logs"))) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(inside)) {
        for (Path entry : entries) {
          mended += Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) ? mendOne(entry) : 0;
        }
      } catch (NoSuchFileException | NotDirectoryException e) {
        continue; // No log was written yet.
      }
    }
    return mended;
  }

  private static int mendOne(Path path) throws IOException {
    if (!Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class)) {
      return 0;
    }
    try {
      Set<PosixFilePermission> permissions =
          Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      Set<PosixFilePermission> kept = EnumSet.copyOf(OWNERS);
      kept.retainAll(permissions);
      if (kept.equals(permissions)) {
        return 0;
      }
      // By its name: told not to follow links Java opens and closes the file, and a process that
      // does so loses the locks it has on it (fcntl(2)), those of the directory and of H2.
      Files.setPosixFilePermissions(path, kept);
      return 1;
    } catch (NoSuchFileException e) {
      return 0; // It went meanwhile.
    }
  }
}
