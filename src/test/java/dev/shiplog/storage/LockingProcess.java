package dev.shiplog.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Another process that has locked a data directory, as a server does, or a file, as H2 does. */
final class LockingProcess {

  private final Process process;

  private LockingProcess(Process process) {
    this.process = process;
  }

  static LockingProcess of(Path locked) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockingProcess.class.getName(),
                locked.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.getInputStream().read() < 0) {
      throw new IllegalStateException("The other process could not lock " + locked);
    }
    return new LockingProcess(process);
  }

  /** What is locked is the one argument; says when it is, and waits to be killed. */
  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    if (Files.isDirectory(path)) {
      DataDirectoryLock.take(path);
      waitToBeKilled();
    } else {
      try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
        file.lock();
        waitToBeKilled();
      }
    }
  }

  private static void waitToBeKilled() throws IOException {
    System.out.println("locked");
    System.in.read();
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The other process does not end");
    }
  }
}
