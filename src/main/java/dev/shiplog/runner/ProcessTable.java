package dev.shiplog.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds running processes in /proc (see proc(5)). Those of other users, whose details are hidden
 * from the server, are not found by their environment or files; zombies, which are dead but for
 * their exit code, are not found at all.
 */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /** A running process as it was when it was looked at. */
  record Entry(ProcessHandle handle, long parent, long group) {

    /** Whether the environment that it was started with holds the entry, e.g. "NAME=value". */
    boolean hasEnvironment(String entry) {
      // Between NULs, so that an entry is found at the start and is not part of a longer one.
      return ("\0" + read(handle, "environ") + "\0").contains("\0" + entry + "\0");
    }

    /** Whether it has a file open whose path, also a former one, contains the text. */
    boolean hasOpen(String text) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path(handle).resolve("fd"))) {
        for (Path file : files) {
          if (target(file).contains(text)) {
            return true;
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        return false; // Gone since, or not ours to see.
      }
      return false;
    }
  }

  /** All running processes but the server. */
  static List<Entry> all() {
    long server = ProcessHandle.current().pid();
    // A handle knows its start time before the process is looked at, so that a signal through it
    // cannot reach another process that got the same id since.
    return ProcessHandle.allProcesses()
        .filter(handle -> handle.pid() != server)
        .flatMap(handle -> entry(handle).stream())
        .toList();
  }

  /** Processes whose environment holds the entry, e.g. "NAME=value", but never the server. */
  static List<ProcessHandle> withEnvironment(String entry) {
    return all().stream()
        .filter(process -> process.hasEnvironment(entry))
        .map(Entry::handle)
        .toList();
  }

  /** Members of the process group. */
  static List<ProcessHandle> inGroup(long group) {
    return all().stream().filter(process -> process.group() == group).map(Entry::handle).toList();
  }

  /** Whether the process still does anything. */
  static boolean isRunning(ProcessHandle handle) {
    return handle.isAlive() && entry(handle).isPresent();
  }

  private static Optional<Entry> entry(ProcessHandle handle) {
    String stat = read(handle, "stat");
    // "pid (name) state parent group …", where the name may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    if (fields.length < 3 || fields[0].equals("Z") || fields[0].equals("X")) {
      return Optional.empty();
    }
    return Optional.of(new Entry(handle, Long.parseLong(fields[1]), Long.parseLong(fields[2])));
  }

  private static String read(ProcessHandle handle, String file) {
    try {
      byte[] content = Files.readAllBytes(path(handle).resolve(file));
      return new String(content, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Gone since, or not ours to see.
      return "";
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // Closed since.
    }
  }

  private static Path path(ProcessHandle handle) {
    return PROC.resolve(Long.toString(handle.pid()));
  }
}
