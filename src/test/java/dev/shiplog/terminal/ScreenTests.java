package dev.shiplog.terminal;

import static dev.shiplog.terminal.TerminalLines.apply;
import static dev.shiplog.terminal.TerminalLines.html;
import static dev.shiplog.terminal.TerminalLines.line;
import static dev.shiplog.terminal.TerminalLines.output;
import static dev.shiplog.terminal.TerminalLines.recorded;
import static dev.shiplog.terminal.TerminalLines.shown;
import static dev.shiplog.terminal.TerminalLines.split;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.terminal.Terminal.Output;
import dev.shiplog.terminal.Terminal.Redrawn;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lines do to the lines before them. */
class ScreenTests {
  private static final String ESC = "\u001b";
  private static final String CSI = ESC + "[";

  static Stream<Arguments> screens() {
    return Stream.of(
        Arguments.of("up and over", "a|b|" + CSI + "2AX", "1 X|2 b"),
        Arguments.of("the line after goes on below", "a|b|" + CSI + "2AX|Y|Z", "1 X|2 Y|5 Z"),
        Arguments.of("up keeps the column", "abc|de" + CSI + "AX", "1 abX|2 de"),
        Arguments.of("up to the first column", "abc|de" + CSI + "FX", "1 Xbc|2 de"),
        Arguments.of("down again", "a|b|" + CSI + "2AX" + CSI + "2BY", "1 X|2 b|3  Y"),
        Arguments.of("down to the first column", "a|b|" + CSI + "2AX" + CSI + "EY", "1 X|2 Y"),
        Arguments.of("up stops at the first row", "a|b|" + CSI + "99AX", "1 X|2 b"),
        Arguments.of("up 0 is up 1", "a|" + CSI + "0AX", "1 X"),
        Arguments.of(
            "back at the bottom without text", "a|" + CSI + "AX" + CSI + "B|Y", "1 X|2|3 Y"),
        Arguments.of("reverse index", "a|" + ESC + "MX", "1 X"),
        Arguments.of("an empty line moves down", "a|b|" + CSI + "2A||X", "1 a|2 b|5 X"),
        Arguments.of(
            "a line that is up from the start", "a|b|" + CSI + "2A|" + "X|Y", "1 a|2 X|5 Y"),
        Arguments.of("erase below", "a|b|c|" + CSI + "2A" + CSI + "JX|Y", "1 a|2 X|3 Y"),
        Arguments.of("erase from within", "a|bc|d" + CSI + "A" + CSI + "J", "1 a|2 b"),
        Arguments.of("erase all is for this row only", "a|b|" + CSI + "A" + CSI + "2JX", "1 a|2 X"),
        Arguments.of(
            "erase above is for this row only", "a|b|" + CSI + "A" + CSI + "1JX", "1 a|2 X"),
        Arguments.of("home stays", "a|b" + CSI + "H" + CSI + "2J" + CSI + "3JX", "1 a|2  X"),
        Arguments.of(
            "saved and restored", "ab|c" + ESC + "7" + CSI + "AX" + ESC + "8Y", "1 aX|2 cY"),
        Arguments.of("restored on a later line", "a" + CSI + "s|b|c" + CSI + "uX", "1 aX|2 b|3 c"),
        Arguments.of(
            "what was blank again is no row", "a|b" + CSI + "2K" + CSI + "AX|Y", "1 aX|3 Y"),
        Arguments.of(
            "a frame of a spinner",
            "- one|- two|" + (CSI + "1A" + CSI + "2K").repeat(2) + CSI + "G+ one|+ two|done",
            "1 + one|2 + two|5 done"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("screens")
  void redrawsAsATerminal(String name, String log, String screen) {
    SortedMap<Long, StyledLine> shown =
        shown(new Terminal(), split(log.replace('|', '\n').getBytes(UTF_8)));
    assertThat(
            shown.entrySet().stream()
                .map(line -> (line.getKey() + " " + line.getValue().text()).stripTrailing())
                .collect(Collectors.joining("|")))
        .isEqualTo(screen);
  }

  @Test
  void saysWhatWasRedrawnAndOnlyWhatChanged() {
    Terminal terminal = new Terminal();
    line(terminal, "a");
    line(terminal, "b");
    line(terminal, "c");
    Output output = output(terminal, CSI + "3Ax\r" + CSI + "Bb\r" + CSI + "By\r" + CSI + "Bd");
    assertThat(output.own()).map(StyledLine::text).contains("d");
    assertThat(output.redrawn()).extracting(Redrawn::number).containsExactly(1L, 3L);
    assertThat(output.redrawn()).extracting(row -> row.line().text()).containsExactly("x", "y");
  }

  @Test
  void looksAndLinksOfARowStayWhenAPartIsRedrawn() {
    Terminal terminal = new Terminal();
    line(
        terminal,
        CSI
            + "31mred"
            + CSI
            + "m "
            + ESC
            + "]8;;https://a.example/\u0007漢e\u0301"
            + ESC
            + "]8;;\u0007.");
    Output output = output(terminal, CSI + "A" + CSI + "4m_" + CSI + "m");
    assertThat(output.redrawn()).singleElement();
    assertThat(html(output.redrawn().get(0).line()))
        .startsWith("<span class=\"u\">_</span>")
        .contains("<span class=\"fg1\">ed</span> <a href=\"https://a.example/\"")
        .endsWith("漢e\u0301</a>.");
  }

  @Test
  void rowsThatLeftTheScreenAreSettled() {
    Terminal terminal = new Terminal();
    assertThat(terminal.settled()).isZero();
    for (int i = 1; i <= Screen.ROWS + 10; i++) {
      line(terminal, "line " + i);
    }
    assertThat(terminal.settled()).isEqualTo(10);
    assertThat(output(terminal, CSI + "999AX").redrawn())
        .extracting(Redrawn::number)
        .containsExactly(11L);
  }

  @Test
  void sealedRowsAreOutOfReach() {
    Terminal terminal = new Terminal();
    line(terminal, "a" + ESC + "7");
    output(terminal, CSI + "A");
    terminal.seal();
    assertThat(terminal.settled()).isEqualTo(2);
    assertThat(line(terminal, CSI + "9A" + ESC + "MX").text()).isEqualTo("X");
    assertThat(terminal.settled()).isEqualTo(2);
    terminal.seal();
    assertThat(line(terminal, ESC + "8Y").text()).isEqualTo("Y");
  }

  @Test
  void whatARealTerminalWouldWrapIsOutOfReach() {
    Terminal terminal = new Terminal();
    line(terminal, "a");
    line(terminal, "x".repeat(Screen.WIDEST + 1));
    assertThat(terminal.settled()).isEqualTo(2);
    line(terminal, "b");
    assertThat(output(terminal, CSI + "3AX").redrawn())
        .extracting(Redrawn::number)
        .containsExactly(3L);
    output(terminal, CSI + "A" + "y".repeat(Screen.WIDEST + 1));
    assertThat(terminal.settled()).isEqualTo(5);
    assertThat(terminal.next()).isEqualTo(6);
  }

  @Test
  @Timeout(10)
  void redrawingTheWholeScreenAgainAndAgainIsBounded() {
    Terminal terminal = new Terminal();
    for (int i = 0; i < Screen.ROWS; i++) {
      line(terminal, "x".repeat(Screen.WIDEST));
    }
    assertThat(output(terminal, (CSI + "99A" + CSI + "JX").repeat(8_000)).redrawn())
        .hasSize(Screen.ROWS);
    for (int i = 0; i < 10_000; i++) {
      output(terminal, CSI + "99A" + CSI + "J");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"buildkit-build", "docker-pull", "git-clone", "npm-install-vite-react"})
  void recordedLogsShowWhatAnEndlessScreenShows(String name) {
    Terminal terminal = new Terminal();
    EndlessScreen expected = new EndlessScreen(Screen.ROWS);
    SortedMap<Long, StyledLine> screen = shown(terminal, split(recorded(name)));
    split(recorded(name)).forEach(line -> expected.line(new String(line, UTF_8)));
    assertThat(texts(screen)).isEqualTo(expected.texts());
  }

  @Test
  void randomLinesShowWhatAnEndlessScreenShows() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      Terminal terminal = new Terminal();
      EndlessScreen expected = new EndlessScreen(Screen.ROWS);
      SortedMap<Long, StyledLine> screen = new TreeMap<>();
      int lines = 1 + random.nextInt(seed % 10 == 0 ? 200 : 25);
      for (int i = 0; i < lines; i++) {
        String line = randomLine(random);
        Terminal copy = terminal.copy();
        long settled = terminal.settled();
        Output output = output(terminal, line);
        apply(terminal.next() - 1, output, screen);
        expected.line(line);
        assertThat(texts(screen)).as("seed %d, line %d", seed, i + 1).isEqualTo(expected.texts());
        assertThat(output(copy, line)).isEqualTo(output);
        assertThat(terminal.settled()).isGreaterThanOrEqualTo(settled).isLessThan(terminal.next());
        assertThat(output.redrawn())
            .extracting(Redrawn::number)
            .isSorted()
            .doesNotHaveDuplicates()
            .allMatch(number -> number > settled && number < copy.next() - 1);
      }
    }
  }

  private static String randomLine(Random random) {
    StringBuilder line = new StringBuilder();
    int pieces = random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      switch (random.nextInt(9)) {
        case 0, 1, 2 -> line.append("abcdefghij", 0, 1 + random.nextInt(10));
        case 3 -> line.append('\r');
        case 4 -> line.append('\b');
        case 5 ->
            line.append(CSI).append(random.nextInt(3)).append(random.nextBoolean() ? 'J' : 'K');
        case 6 -> line.append(CSI).append(30 + random.nextInt(8)).append('m');
        case 7 -> line.append(ESC).append("78M".charAt(random.nextInt(3)));
        default -> {
          line.append(CSI).append(random.nextInt(10) == 0 ? 99 : random.nextInt(5));
          line.append("AAABBCDEFGXPsuH".charAt(random.nextInt(15)));
        }
      }
    }
    return line.toString();
  }

  private static Map<Long, String> texts(SortedMap<Long, StyledLine> screen) {
    return screen.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, line -> line.getValue().text()));
  }
}
