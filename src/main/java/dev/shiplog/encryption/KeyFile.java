package dev.shiplog.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The file that holds the keys, one a line, for the server's user alone. */
final class KeyFile {

  private final Path file;

  KeyFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  /**
   * The keys; empty if there is no such file.
   *
   * @throws EncryptionKeyException it cannot be read or holds nothing
   */
  Optional<List<String>> read() {
    try {
      List<String> keys =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      if (keys.isEmpty()) {
        throw EncryptionKeyException.malformed();
      }
      return Optional.of(keys);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw EncryptionKeyException.unreadable(file, e);
    }
  }

  /**
   * Writes a new key; of two servers that do so at once one wins. It is on the disk before anything
   * can be encrypted with it.
   *
   * @throws EncryptionKeyException it cannot be written
   */
  void create() {
    Path directory = file.getParent();
    Path unfinished = directory.resolve(file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(directory);
      try {
        write(unfinished, EncryptionKey.random() + "\n");
        publish(unfinished);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      try (FileChannel entries = FileChannel.open(directory)) {
        entries.force(true);
      }
    } catch (IOException e) {
      throw EncryptionKeyException.unwritable(file, e);
    }
  }

  private static void write(Path target, String text) throws IOException {
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel =
        FileChannel.open(
            target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyOwner)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** A link never replaces a key that another server has written; some file systems have none. */
  private void publish(Path unfinished) throws IOException {
    try {
      Files.createLink(file, unfinished);
    } catch (FileAlreadyExistsException e) {
      // The other server's key is as good.
    } catch (IOException | UnsupportedOperationException e) {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
