package dev.shiplog.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * This server's name among those that share a database; kept in the data directory, so that it
 * knows its own after a restart.
 */
@Component
class RunnerIdentity {

  private final String name;

  RunnerIdentity(@Value("${shiplog.data-dir}") Path dataDirectory) {
    Path file = dataDirectory.resolve("server-id");
    try {
      String kept = Files.exists(file) ? Files.readString(file).strip() : "";
      this.name = kept.isEmpty() ? create(dataDirectory, file) : kept;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "shiplog.data-dir must be a directory that can be written: " + dataDirectory, e);
    }
  }

  /** In one step: a server that is killed meanwhile leaves the whole name or none. */
  private static String create(Path dataDirectory, Path file) throws IOException {
    String name = UUID.randomUUID().toString();
    Files.createDirectories(dataDirectory);
    Path unfinished = Files.createTempFile(dataDirectory, "server-id", ".new");
    try {
      Files.writeString(unfinished, name);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return name;
  }

  String name() {
    return name;
  }
}
