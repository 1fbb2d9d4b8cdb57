package dev.shiplog.runner;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what processes write, for tests to look at while they run. */
final class Recording implements Output {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void accept(byte[] buffer, int offset, int length) {
    bytes.write(buffer, offset, length);
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
