package dev.shiplog.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      if (!Files.exists(file)) {
        Files.createDirectories(dataDirectory);
        Files.writeString(file, UUID.randomUUID().toString());
      }
      this.name = Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "shiplog.data-dir must be a directory that can be written: " + dataDirectory, e);
    }
  }

  String name() {
    return name;
  }
}
