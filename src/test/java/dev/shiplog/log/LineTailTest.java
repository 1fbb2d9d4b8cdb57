package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTailTest {

  private static final int MAX = 16;

  private final List<String> lines = new ArrayList<>();
  private final LineTail tail = new LineTail(LogStream.STDOUT, MAX, SecretMask.NONE);

  private void add(byte[] bytes) {
    tail.add(bytes, 0, bytes.length, this::take);
  }

  private void add(String text) {
    add(text.getBytes(StandardCharsets.UTF_8));
  }

  private void take(LogStream stream, byte[] bytes, int offset, int length, byte[] ending) {
    assertThat(length).isLessThanOrEqualTo(MAX + 1);
    lines.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "é",
        "€",
        "😀",
        "\u001b[1;31m",
        "\u001b]8;;a\u0007",
        "\u001b]0;t\u001b\\",
        "\u001b(B",
        "\u001bPq\u001b\\"
      })
  void charactersAndEscapesStayWholeAtEveryCut(String whole) {
    for (int before = 0; before <= MAX; before++) {
      lines.clear();
      String line = "x".repeat(before) + whole + "y".repeat(MAX);
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      for (byte single : bytes) {
        add(new byte[] {single});
      }
      assertThat(String.join("", lines)).isEqualTo(line);
      assertThat(lines).filteredOn(piece -> piece.contains(whole)).hasSize(1);
    }
  }

  @Test
  void anEscapeSequenceThatNeverEndsIsSplitAllTheSame() {
    add("ab\u001b]" + "x".repeat(100) + "\n");
    assertThat(String.join("", lines)).isEqualTo("ab\u001b]" + "x".repeat(100));
    assertThat(lines).hasSize(8).startsWith("ab", "\u001b]" + "x".repeat(14));
  }

  @Test
  void bytesThatAreNoTextAreSplitAtTheLimit() {
    byte[] bytes = new byte[40];
    Arrays.fill(bytes, (byte) 0x80);
    add(bytes);
    assertThat(lines).hasSize(2);
  }

  @Test
  void theSameLinesComeOutInOneGoAndByteByByte() {
    String input = "a\n\n" + "0123456789".repeat(5) + "\n\r\nlast";
    add(input);
    tail.end(LineTail.NEWLINE, this::take);
    List<String> inOneGo = lines.stream().map(line -> line.replace("\n", "")).toList();
    lines.clear();
    for (byte single : input.getBytes(StandardCharsets.UTF_8)) {
      add(new byte[] {single});
    }
    tail.end(LineTail.NEWLINE, this::take);
    assertThat(lines.stream().map(line -> line.replace("\n", "")).toList()).isEqualTo(inOneGo);
    assertThat(inOneGo).hasSize(8).endsWith("last");
  }
}
