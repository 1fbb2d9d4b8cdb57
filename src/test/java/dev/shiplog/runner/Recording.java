package dev.shiplog.runner;

import dev.shiplog.log.LogStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Keeps what processes write, for tests to look at while they run. */
final class Recording implements Output {

  private final Map<LogStream, ByteArrayOutputStream> streams = new EnumMap<>(LogStream.class);

  Recording() {
    for (LogStream stream : LogStream.values()) {
      streams.put(stream, new ByteArrayOutputStream());
    }
  }

  @Override
  public void accept(LogStream stream, byte[] buffer, int offset, int length) {
    streams.get(stream).write(buffer, offset, length);
  }

  String stdout() {
    return streams.get(LogStream.STDOUT).toString(StandardCharsets.UTF_8);
  }

  String stderr() {
    return streams.get(LogStream.STDERR).toString(StandardCharsets.UTF_8);
  }
}
