package dev.shiplog.crash;

import dev.shiplog.support.ServerProcess;
import java.nio.file.Path;

/** A server that starts quickly and runs much at once. */
final class CrashServer {

  private CrashServer() {}

  /** As {@link ServerProcess#start}. */
  static ServerProcess start(Path data, Path output) {
    return ServerProcess.start(
        data,
        output,
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "--shiplog.runner.concurrency=8",
        "--shiplog.runner.grace=1s");
  }
}
