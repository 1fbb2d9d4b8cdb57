package dev.shiplog.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * A program of ours in a process of its own, with a disk of a few MB that only it has: a tmpfs in
 * its own mount namespace, which root may have, and others where user namespaces are allowed. It is
 * gone with the process.
 */
public final class SmallDisk implements AutoCloseable {

  private static final Shared<String> UNSHARE = new Shared<>(SmallDisk::option);

  private final Process process;
  private final Path home;
  private final Path disk;

  private SmallDisk(Process process, Path home) {
    this.process = process;
    this.home = home;
    this.disk = Path.of("/proc/" + process.pid() + "/root" + mountPoint(home));
  }

  /**
   * Starts the program.
   *
   * @param megabytes size of the disk
   * @param main its main class, from the class path of the tests
   * @param arguments given where the program sees the disk, its arguments
   */
  public static SmallDisk run(int megabytes, Class<?> main, Function<Path, List<String>> arguments)
      throws IOException {
    Path home = Files.createTempDirectory("shiplog-disk-");
    Path disk = Files.createDirectory(mountPoint(home));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", UNSHARE.get(), "sh", "-c"));
    command.add("mount -t tmpfs -o size=$0 tmpfs \"$1\" && shift && exec \"$@\"");
    command.addAll(List.of(megabytes + "m", disk.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments.apply(disk));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
    return new SmallDisk(process, home);
  }

  /** Why there can be none here; empty if there can. */
  static Optional<String> missing() {
    return UNSHARE.missing();
  }

  /** Where the tests see the disk. */
  public Path path() {
    return disk;
  }

  /** What the program has printed so far. */
  public String printed() {
    try {
      return Files.readString(home.resolve("output"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the program runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Leaves not a byte of space. */
  public void fill() throws IOException {
    leave(0);
  }

  /** Leaves this many megabytes of space; never more than there was. */
  public void leave(int megabytes) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream file =
        Files.newOutputStream(
            disk.resolve("filling"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (megabytes == 0
          || disk.toFile().getUsableSpace() > DataSize.ofMegabytes(megabytes).toBytes()) {
        file.write(block);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left")) {
        throw full;
      }
    }
  }

  /** Gives back all that was taken. */
  public void free() throws IOException {
    Files.deleteIfExists(disk.resolve("filling"));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    FileSystemUtils.deleteRecursively(home.toFile());
  }

  private static Path mountPoint(Path home) {
    return home.resolve("disk");
  }

  /** How unshare lets this user mount. */
  private static String option() throws IOException, InterruptedException {
    if (Programs.find("unshare").isEmpty()) {
      throw new IllegalStateException("there is no unshare");
    }
    for (String option : List.of("-m", "-rm")) {
      Process attempt =
          new ProcessBuilder("unshare", option, "mount", "-t", "tmpfs", "tmpfs", "/mnt")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (attempt.waitFor() == 0) {
        return option;
      }
    }
    throw new IllegalStateException("this user may not mount, nor have a user namespace");
  }
}
