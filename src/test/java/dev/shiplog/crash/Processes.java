package dev.shiplog.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processes of deployments, found by their environment in /proc (see proc(5)). */
final class Processes {

  private Processes() {}

  /** The ids of the deployments of which something runs. */
  static Set<String> ofDeployments(Path data) {
    return find(data).values().stream().collect(Collectors.toSet());
  }

  /** Ends what a killed server has left. */
  static void killAll(Path data) {
    find(data).keySet().forEach(ProcessHandle::destroyForcibly);
  }

  private static Map<ProcessHandle, String> find(Path data) {
    Map<ProcessHandle, String> found = new HashMap<>();
    ProcessHandle.allProcesses()
        .forEach(
            process -> {
              String environment = "\0" + read(process, "environ");
              if (environment.contains("\0HOME=" + data + "/") && !isZombie(process)) {
                found.put(process, variable(environment, "SHIPLOG_DEPLOYMENT_ID"));
              }
            });
    return found;
  }

  private static boolean isZombie(ProcessHandle process) {
    String stat = read(process, "stat");
    return stat.isEmpty() || stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
  }

  private static String variable(String environment, String name) {
    return Stream.of(environment.split("\0"))
        .filter(entry -> entry.startsWith(name + "="))
        .map(entry -> entry.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
