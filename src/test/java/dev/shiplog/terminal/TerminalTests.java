package dev.shiplog.terminal;

import static dev.shiplog.terminal.TerminalLines.html;
import static dev.shiplog.terminal.TerminalLines.line;
import static dev.shiplog.terminal.TerminalLines.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalTests {
  private static final String ESC = "\u001b";
  private static final String CSI = ESC + "[";

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("an empty line", "", ""),
        Arguments.of("the carriage return of CR LF is dropped", "hello\r", "hello"),
        Arguments.of("a carriage return starts over", "10%\r20%\r100%", "100%"),
        Arguments.of("what is not written over stays", "hello\rJ", "Jello"),
        Arguments.of("backspace moves left", "abc\b\bX", "aXc"),
        Arguments.of("backspace stops at the start", "a\b\b\bX", "X"),
        Arguments.of("erase to the end", "hello\r" + CSI + "Kbye", "bye"),
        Arguments.of("erase to the start", "hello" + CSI + "3G" + CSI + "1K", "   lo"),
        Arguments.of("erase the line keeps the cursor", "ab" + CSI + "2Kc", "  c"),
        Arguments.of("erase the display counts on this line", "hello\r" + CSI + "Jbye", "bye"),
        Arguments.of("erase characters", "hello" + CSI + "2G" + CSI + "2X", "h  lo"),
        Arguments.of("erase characters at the end", "hello" + CSI + "3G" + CSI + "99X", "he"),
        Arguments.of("delete characters", "hello" + CSI + "2G" + CSI + "2P", "hlo"),
        Arguments.of("delete more than there is", "hello" + CSI + "2G" + CSI + "99P", "h"),
        Arguments.of("cursor to a column", "abc" + CSI + "2GX", "aXc"),
        Arguments.of("cursor forward leaves a gap", "a" + CSI + "2Cb", "a  b"),
        Arguments.of(
            "the other way to a column, and forward", "abc" + CSI + "2`X" + CSI + "2aY", "aXc Y"),
        Arguments.of("cursor back", "abc" + CSI + "2DX", "aXc"),
        Arguments.of("cursor back stops at the start", "abc" + CSI + "99DX", "Xbc"),
        Arguments.of("tab goes to the next stop", "a\tb", "a       b"),
        Arguments.of("tab after styled text as without", CSI + "1ma" + CSI + "m\tb", "a       b"),
        Arguments.of("a tab at the end shows nothing", "a\t", "a"),
        Arguments.of("tab writes over nothing", "abc\r\tX", "abc     X"),
        Arguments.of("a wide character takes two columns", "漢字\rab", "ab字"),
        Arguments.of("half a wide character is gone", "漢字\ra", "a 字"),
        Arguments.of("the other half, too", "漢字" + CSI + "2Gb", " b字"),
        Arguments.of("a deleted half", "漢字x" + CSI + "2G" + CSI + "P", " 字x"),
        Arguments.of("an emoji redrawn", "🚀 go\r🎉", "🎉 go"),
        Arguments.of("combining marks stay with their letter", "e\u0301x\bY", "e\u0301Y"),
        Arguments.of("a Hangul syllable in parts", "\u1112\u1161\u11ab\rab", "ab"),
        Arguments.of("a combining mark on nothing", "\u0301a", "a"),
        Arguments.of("bell, NUL and DEL", "a\u0007b\u0000c\u007fd", "abcd"),
        Arguments.of("no row is above the first", "a" + CSI + "1Ab", "ab"),
        Arguments.of("no row is below the fresh one", "a" + CSI + "5Bb" + CSI + "Ec", "cb"),
        Arguments.of("cursor saving", "ab" + ESC + "7cd" + ESC + "8X", "abXd"),
        Arguments.of("cursor saving, the other way", "ab" + CSI + "scd" + CSI + "uX", "abXd"),
        Arguments.of("restoring what was not saved", "ab" + ESC + "8" + CSI + "uX", "abX"),
        Arguments.of(
            "a position of its own", "a" + CSI + "Hb" + CSI + "9;9fc" + CSI + "2dd", "abcd"),
        Arguments.of("a status line", "a" + ESC + "7" + CSI + "24;1Hb" + ESC + "8c", "abc"),
        Arguments.of("private modes", CSI + "?25la" + CSI + "?25h" + CSI + ">4;2mb", "ab"),
        Arguments.of("intermediate bytes", CSI + "1 qa" + CSI + "!pb", "ab"),
        Arguments.of("charset selection", ESC + "(Ba" + ESC + ")0b" + ESC + "%Gc", "abc"),
        Arguments.of("keypad", ESC + "=a" + ESC + ">b", "ab"),
        Arguments.of("window titles", ESC + "]0;title\u0007a" + ESC + "]2;t" + ESC + "\\b", "ab"),
        Arguments.of("DCS, APC, PM, SOS", strings(ESC + "P", ESC + "_", ESC + "^"), "abc"),
        Arguments.of("SOS", ESC + "Xx\u0007y" + ESC + "\\a", "a"),
        Arguments.of("C1 as characters", "\u009b31ma\u009d0;t\u009cb\u0090q\u009cc\u0085", "abc"),
        Arguments.of("a cancelled sequence", CSI + "31\u0018mx" + ESC + "]0;t\u001ay", "mxy"),
        Arguments.of("a string broken by an escape", ESC + "]0;t" + CSI + "1mx", "x"),
        Arguments.of("controls within a sequence", "ab" + CSI + "\r1mX", "Xb"),
        Arguments.of("text ends a broken sequence", CSI + "3é", "é"),
        Arguments.of("bidi controls", "a\u202eb\u2066c\u2069", "a\ufffdb\ufffdc\ufffd"),
        Arguments.of("line separators and noncharacters", "a\u2028b\uffff", "a\ufffdb\ufffd"),
        Arguments.of("a hostile column", CSI + "999999999999Gx", " ".repeat(Row.REACH) + "x"));
  }

  private static String strings(String... introducers) {
    StringBuilder line = new StringBuilder();
    char c = 'a';
    for (String introducer : introducers) {
      line.append(introducer).append("1;<b>payload").append(ESC).append('\\').append(c++);
    }
    return line.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void showsTextAsATerminal(String name, String line, String text) {
    assertThat(text(line)).isEqualTo(text);
  }

  @Test
  void invalidUtf8ShowsReplacementCharacters() {
    byte[] bytes = {'a', (byte) 0xff, 'b', (byte) 0xc3, 'c', (byte) 0xe2, (byte) 0x82};
    assertThat(new Terminal().line(bytes, bytes.length).own().orElseThrow().text())
        .isEqualTo("a\ufffdb\ufffdc\ufffd");
  }

  @Test
  void readsOnlyTheGivenLength() {
    assertThat(new Terminal().line("hello".getBytes(UTF_8), 4).own().orElseThrow().text())
        .isEqualTo("hell");
  }

  @Test
  void aFloodOfMarksIsCapped() {
    assertThat(text("a" + "\u0301".repeat(10_000) + "b"))
        .isEqualTo("a" + "\u0301".repeat(Row.MARKS) + "b");
    assertThat(text("a" + "\u200b".repeat(10_000)).length()).isEqualTo(1 + Row.MARKS);
  }

  @Test
  void aMillionParametersAreFine() {
    assertThat(text(CSI + "1;".repeat(1_000_000) + "mx")).isEqualTo("x");
    assertThat(html(CSI + "31" + ";0:".repeat(1_000_000) + "mx")).contains("x");
    assertThat(html(CSI + "9".repeat(1_000_000) + ";31mx")).isEqualTo(red("x"));
  }

  @Test
  void textBeyondTheLastColumnIsKept() {
    String longText = "0123456789".repeat(20_000);
    assertThat(text(longText + "é")).isEqualTo(longText + "é");
    assertThat(text(longText + "\u001b[mé\r")).isEqualTo(longText + "é");
  }

  @Test
  @Timeout(10)
  void aLineOfNothingButEditsIsBounded() {
    String edits = (CSI + "2Kx").repeat(100_000) + (CSI + "1K" + CSI + "P").repeat(100_000);
    String line = "x".repeat(60_000) + edits;
    assertThat(text(line).length()).isLessThanOrEqualTo(line.length());
  }

  @Test
  void styleCarriesToTheNextLineUntilItIsReset() {
    Terminal terminal = new Terminal();
    assertThat(html(line(terminal, CSI + "31mred\r"))).isEqualTo(red("red"));
    assertThat(html(line(terminal, "still"))).isEqualTo(red("still"));
    assertThat(html(line(terminal, ""))).isEmpty();
    assertThat(html(line(terminal, CSI + "mplain"))).isEqualTo("plain");
    assertThat(html(line(terminal, "plain"))).isEqualTo("plain");
  }

  @Test
  void resetToInitialStateEndsStyleAndLink() {
    Terminal terminal = new Terminal();
    line(terminal, CSI + "31m" + ESC + "]8;;https://a.example/\u0007x");
    assertThat(html(line(terminal, ESC + "cy"))).isEqualTo("y");
  }

  @Test
  void restoringTheCursorRestoresTheStyleItHad() {
    Terminal terminal = new Terminal();
    assertThat(html(line(terminal, CSI + "31ma" + ESC + "7" + CSI + "0;1mbc" + ESC + "8d")))
        .isEqualTo(red("ad") + "<span class=\"b\">c</span>");
    line(terminal, CSI + "24;1H" + CSI + "42m");
    assertThat(html(line(terminal, CSI + "ue"))).isEqualTo(red("e"));
    assertThat(html(line(terminal, ESC + "c" + CSI + "1m" + ESC + "8f"))).isEqualTo("f");
  }

  @Test
  void aSequenceThatIsSplitByALineEndGoesOn() {
    Terminal terminal = new Terminal();
    assertThat(line(terminal, "a" + CSI + "3").text()).isEqualTo("a");
    assertThat(html(line(terminal, "1mb"))).isEqualTo(red("b"));
    assertThat(line(terminal, "c" + ESC).text()).isEqualTo("c");
    assertThat(html(line(terminal, "[md"))).isEqualTo("d");
  }

  @Test
  void aStringThatEndsInTheNextLineGoesOn() {
    Terminal terminal = new Terminal();
    assertThat(line(terminal, "a" + ESC + "]8;;https://a.exa").text()).isEqualTo("a");
    assertThat(html(line(terminal, "mple/" + ESC + "\\b"))).contains("href=\"https://a.example/\"");
    assertThat(line(terminal, ESC + "]8;;" + ESC).text()).isEmpty();
    assertThat(html(line(terminal, "\\c"))).isEqualTo("c");
  }

  @Test
  void aStringThatNeverEndsHidesNoFurtherLine() {
    for (String introducer : new String[] {"]0;", "P", "_", "^", "X"}) {
      Terminal terminal = new Terminal();
      assertThat(line(terminal, "a" + ESC + introducer + "lost").text()).isEqualTo("a");
      assertThat(line(terminal, "b").text()).isEqualTo("b");
      assertThat(html(line(terminal, CSI + "31mc"))).isEqualTo(red("c"));
    }
  }

  @Test
  void aCopyGoesItsOwnWay() {
    Terminal terminal = new Terminal();
    line(terminal, CSI + "1m" + ESC + "]8;;https://a.example/\u0007x" + CSI + "3");
    Terminal copy = terminal.copy();
    String next = html(line(terminal, "1my"));
    line(terminal, ESC + "c");
    assertThat(next)
        .contains("fg1 b")
        .contains("https://a.example/")
        .isEqualTo(html(line(copy, "1my")));
  }

  private static String red(String text) {
    return "<span class=\"fg1\">" + text + "</span>";
  }
}
