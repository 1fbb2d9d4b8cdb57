package dev.shiplog.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.terminal.Terminal.Output;
import dev.shiplog.terminal.Terminal.Redrawn;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Feeds text, bytes and recorded logs through a terminal. */
final class TerminalLines {
  private TerminalLines() {}

  static StyledLine line(String line) {
    return line(new Terminal(), line);
  }

  static StyledLine line(Terminal terminal, String line) {
    return output(terminal, line).own().orElseThrow();
  }

  static Output output(Terminal terminal, String line) {
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
    return List.copyOf(shown(new Terminal(), split(recorded(name))).values());
  }

  /** The lines by number as they show in the end, put together as a page does it. */
  static SortedMap<Long, StyledLine> shown(Terminal terminal, List<byte[]> lines) {
    SortedMap<Long, StyledLine> shown = new TreeMap<>();
    for (byte[] line : lines) {
      long number = terminal.next();
      apply(number, terminal.line(line, line.length), shown);
    }
    return shown;
  }

  static void apply(long number, Output output, SortedMap<Long, StyledLine> shown) {
    output.own().ifPresent(own -> shown.put(number, own));
    for (Redrawn redrawn : output.redrawn()) {
      assertThat(shown.replace(redrawn.number(), redrawn.line())).isNotNull();
    }
  }

  /** The stored lines of a log, without their line feeds. */
  static List<byte[]> split(byte[] log) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= log.length; i++) {
      if (i == log.length ? start < i : log[i] == '\n') {
        lines.add(Arrays.copyOfRange(log, start, i));
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
