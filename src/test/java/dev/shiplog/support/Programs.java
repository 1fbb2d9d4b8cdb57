package dev.shiplog.support;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that may be installed on this machine. */
final class Programs {

  private Programs() {}

  /** The first of the names that is found, in the PATH or where Debian puts daemons. */
  static Optional<Path> find(String... names) {
    return Arrays.stream(names)
        .flatMap(name -> directories().map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static boolean runsAsRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static Stream<String> directories() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin"))
        .filter(directory -> !directory.isEmpty());
  }
}
