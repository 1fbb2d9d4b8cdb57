package dev.shiplog.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds running processes in /proc (see proc(5)). Those of other users, whose details are hidden
 * from the server, are not found; neither are zombies, which are dead but for their exit code.
 */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /** Processes whose environment holds the entry, e.g. "NAME=value", but never the server. */
  static List<ProcessHandle> withEnvironment(String entry) {
    // Between NULs, so that an entry is found at the start and is not part of a longer one.
    String wanted = "\0" + entry + "\0";
    return running(handle -> ("\0" + read(handle, "environ") + "\0").contains(wanted));
  }

  /** Members of the process group. */
  static List<ProcessHandle> inGroup(long group) {
    return running(handle -> status(handle).filter(status -> status.group() == group).isPresent());
  }

  /** Whether the process still does anything. */
  static boolean isRunning(ProcessHandle handle) {
    return handle.isAlive() && status(handle).isPresent();
  }

  private static List<ProcessHandle> running(Predicate<ProcessHandle> test) {
    long server = ProcessHandle.current().pid();
    // The handle knows its start time before the test looks at the process, so that a signal
    // through it cannot reach another process that got the same id since.
    return ProcessHandle.allProcesses()
        .filter(handle -> handle.pid() != server)
        .filter(test)
        .toList();
  }

  private static Optional<Status> status(ProcessHandle handle) {
    String stat = read(handle, "stat");
    // "pid (name) state parent group …", where the name may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    if (fields.length < 3 || fields[0].equals("Z") || fields[0].equals("X")) {
      return Optional.empty();
    }
    return Optional.of(new Status(Long.parseLong(fields[2])));
  }

  private static String read(ProcessHandle handle, String file) {
    try {
      byte[] content = Files.readAllBytes(PROC.resolve(Long.toString(handle.pid())).resolve(file));
      return new String(content, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Gone since, or not ours to see.
      return "";
    }
  }

  private record Status(long group) {}
}
