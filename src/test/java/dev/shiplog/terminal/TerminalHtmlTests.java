package dev.shiplog.terminal;

import static dev.shiplog.terminal.TerminalLines.html;
import static dev.shiplog.terminal.TerminalLines.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalHtmlTests {
  private static final String CSI = "\u001b[";
  private static final String REL = "\" rel=\"noopener noreferrer nofollow\" tabindex=\"-1\">";

  @ParameterizedTest(name = "SGR {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1|b",
        "2|d",
        "3|i",
        "4|u",
        "21|u",
        "4:3|u",
        "7|inv",
        "8|hid",
        "9|s",
        "30|fg0",
        "37|fg7",
        "40|bg0",
        "47|bg7",
        "90|fg8",
        "97|fg15",
        "100|bg8",
        "107|bg15",
        "1;31;42|fg1 bg2 b",
        "1;2;3;4;7;8;9|b d i u s inv hid",
        "38;5;1|fg1",
        "38;5;15|fg15",
        "48;5;12|bg12",
        "38;5;196|fg9",
        "38;5;46|fg10",
        "38;5;232|fg0",
        "38;5;255|fg7",
        "38;5;244|fg8",
        "38;2;250;5;5|fg9",
        "38;2;0;0;0|fg0",
        "48;2;255;255;255|bg15",
        "38:5:2|fg2",
        "38:2:0:0:238|fg4",
        "38:2::0:0:238|fg4",
        "38:2:1:0:0:238:0:1|fg4",
        "38;5;1;1|fg1 b",
        "38;2;205;0;0;4|fg1 u",
        "58;5;4;1|b",
        "58:2::1:2:3;1|b",
        "1;38;5|b",
        "1;38;2;1;2|b",
        "1;38|b",
        "1;38;5;256|b",
        "1;38;2;256;0;0|b",
        "31;5;6;25|fg1",
        "0;0;33|fg3"
      })
  void styleIsClasses(String parameters, String classes) {
    assertThat(html(CSI + parameters + "mx")).isEqualTo("<span class=\"" + classes + "\">x</span>");
  }

  @ParameterizedTest(name = "SGR {0}")
  @ValueSource(
      strings = {
        "", "0", ";", "31;0", "31;39", "41;49", "1;2;22", "3;23", "4;24", "4;4:0", "7;27", "8;28",
        "9;29", "1;", "53", "999"
      })
  void styleEnds(String parameters) {
    assertThat(html(CSI + parameters + "mx")).isEqualTo("x");
  }

  @Test
  void cellsKeepTheStyleTheyWereWrittenIn() {
    assertThat(html(CSI + "31mred" + CSI + "m plain\r" + CSI + "32mR"))
        .isEqualTo("<span class=\"fg2\">R</span><span class=\"fg1\">ed</span> plain");
  }

  @Test
  void markupIsText() {
    assertThat(html("<b a=\"1\">&amp;</b>")).isEqualTo("&lt;b a=\"1\"&gt;&amp;amp;&lt;/b&gt;");
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
        Arguments.of("see https://a.example/x.", "https://a.example/x"),
        Arguments.of("HTTP://A.example", "HTTP://A.example"),
        Arguments.of("(http://localhost:8080/)", "http://localhost:8080/"),
        Arguments.of("https://a.example/a_(b), then", "https://a.example/a_(b)"),
        Arguments.of("\"https://a.example/?q=1&r=2\"!", "https://a.example/?q=1&r=2"),
        Arguments.of("[x](https://a.example/)", "https://a.example/"),
        Arguments.of("http://[::1]:80/ up", "http://[::1]:80/"),
        Arguments.of("<https://a.example>", "https://a.example"),
        Arguments.of("https://a.example/é", "https://a.example/"),
        Arguments.of(
            "https://a.example?u=http://b.example", "https://a.example?u=http://b.example"));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void bareAddressesBecomeLinks(String line, String address) {
    String escaped = address.replace("&", "&amp;");
    assertThat(html(line)).contains("<a href=\"" + escaped + REL + escaped + "</a>");
    assertThat(html(line).split("<a ")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript://x/%0aalert(1)",
        "ftp://a.example/",
        "git+https://a.example/",
        "https://",
        "http:///x",
        "://a.example",
        "xhttp://a.example",
        "https:/a.example",
        "http://${HOST}/"
      })
  void otherSchemesStayText(String line) {
    assertThat(html(line)).doesNotContain("<a").contains(line);
  }

  @Test
  void anAddressIsOneLinkWhateverItsStyle() {
    assertThat(html("http://localhost:" + CSI + "1m5173" + CSI + "22m/"))
        .isEqualTo(
            "<a href=\"http://localhost:5173/"
                + REL
                + "http://localhost:<span class=\"b\">5173</span>/</a>");
  }

  @Test
  void anAddressThatIsTooLongStaysText() {
    assertThat(html("https://a.example/" + "x".repeat(WebAddress.LONGEST))).doesNotContain("<a");
    assertThat(html(osc8("https://a.example/" + "x".repeat(WebAddress.LONGEST)))).isEqualTo("link");
    assertThat(html("http://".repeat(100_000))).doesNotContain("<a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example/", "HTTPS://a.example", "http://a.example:80/?a=b"})
  void hyperlinksBecomeLinks(String address) {
    assertThat(html(osc8(address))).isEqualTo("<a href=\"" + address + REL + "link</a>");
  }

  @Test
  void quotesInAHyperlinkAreEscaped() {
    assertThat(html(osc8("https://a.example/\"'<>&")))
        .isEqualTo("<a href=\"https://a.example/&quot;&#39;&lt;&gt;&amp;" + REL + "link</a>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt://a.example/%0aalert(1)",
        "javascript:alert(1)//http://a.example/",
        "data:text/html,x",
        "java\tscript:alert(1)",
        " https://a.example/",
        "https://a.example/a b",
        "//a.example/",
        "https:a.example",
        "https://",
        "https:\\\\a.example",
        "https://a.example\\@b.example/",
        "https://a.example/\n",
        "https://a.exämple/",
        "file:///etc/passwd",
        "vbscript:x",
        "xhttps://a.example/"
      })
  void otherHyperlinksStayText(String address) {
    assertThat(html(osc8(address))).doesNotContain("<a").contains("link");
  }

  @Test
  void aHyperlinkGoesOnUntilItIsClosed() {
    Terminal terminal = new Terminal();
    line(terminal, "\u001b]8;id=1;https://a.example/\u0007one");
    assertThat(html(line(terminal, "two\u001b]8;;\u0007 three")))
        .isEqualTo("<a href=\"https://a.example/" + REL + "two</a> three");
  }

  @Test
  void otherCommandsSetNoHyperlink() {
    assertThat(html("\u001b]9;;https://a.example/\u0007x")).isEqualTo("x");
  }

  @Test
  void anAddressWithinAHyperlinkIsNoSecondLink() {
    assertThat(html("http://a.example " + osc8("https://b.example/").replace("link", "http://c.d")))
        .isEqualTo(
            "<a href=\"http://a.example"
                + REL
                + "http://a.example</a> <a href=\"https://b.example/"
                + REL
                + "http://c.d</a>");
  }

  @Test
  void marksLieWithinStylesAndLinks() {
    StyledLine line = line("go " + CSI + "1mto http" + CSI + "m://a.example now");
    StringBuilder out = new StringBuilder();
    TerminalHtml.append(line, List.of(new TextRange(0, 2), new TextRange(4, 8)), out);
    assertThat(out)
        .hasToString(
            "<mark>go</mark> <span class=\"b\">t<mark>o </mark></span><a href=\"http://a.example"
                + REL
                + "<span class=\"b\"><mark>ht</mark>tp</span>://a.example</a> now");
  }

  @Test
  void markupInAMarkIsText() {
    StringBuilder out = new StringBuilder();
    TerminalHtml.append(line("a<b>&"), List.of(new TextRange(1, 5)), out);
    assertThat(out).hasToString("a<mark>&lt;b&gt;&amp;</mark>");
  }

  private static String osc8(String address) {
    return "\u001b]8;;" + address + "\u001b\\link\u001b]8;;\u001b\\";
  }
}
