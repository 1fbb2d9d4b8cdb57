package dev.shiplog.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a real command at a point until the test lets it go on. */
public final class Gate {

  private final Path file;

  /** A closed gate in the directory. */
  public Gate(Path directory) {
    this.file = directory.resolve("gate");
  }

  /** Shell code that waits for the gate. */
  public String waitFor() {
    return "while [ ! -e '" + file + "' ]; do sleep 0.02; done";
  }

  /** Lets the command go on. */
  public void open() {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
