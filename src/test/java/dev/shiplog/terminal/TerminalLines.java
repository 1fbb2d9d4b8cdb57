package dev.shiplog.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Feeds text, bytes and recorded logs through a terminal. */
final class TerminalLines {
  private TerminalLines() {}

  static StyledLine line(String line) {
    return line(new Terminal(), line);
  }

  static StyledLine line(Terminal terminal, String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return terminal.line(bytes, bytes.length);
  }

  static String text(String line) {
    return line(line).text();
  }

  static String html(String line) {
    return html(line(line));
  }

  static String html(StyledLine line) {
    StringBuilder out = new StringBuilder();
    TerminalHtml.append(line, out);
    return out.toString();
  }

  static List<StyledLine> log(String name) {
    return lines(new Terminal(), recorded(name));
  }

  static List<StyledLine> lines(Terminal terminal, byte[] log) {
    List<StyledLine> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= log.length; i++) {
      if (i == log.length ? start < i : log[i] == '\n') {
        byte[] line = Arrays.copyOfRange(log, start, i);
        lines.add(terminal.line(line, line.length));
        start = i + 1;
      }
    }
    return lines;
  }

  static byte[] recorded(String name) {
    try (InputStream in = TerminalLines.class.getResourceAsStream("/logs/" + name + ".raw")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("Recorded log " + name + " cannot be read", e);
    }
  }
}
