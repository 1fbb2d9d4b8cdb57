package dev.shiplog.terminal;

import static dev.shiplog.terminal.TerminalLines.html;
import static dev.shiplog.terminal.TerminalLines.line;
import static dev.shiplog.terminal.TerminalLines.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerMessagesTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"stream\":\"Step 1/8 : FROM scratch\"}|Step 1/8 : FROM scratch",
        "{\"stream\":\" ---\\u003e x\\n\"}|` ---> x`",
        "{ \"stream\" : \"a\\tb\\\"\\/\\\\\" }|a       b\"/\\",
        "{\"status\":\"Pulling from a/b\",\"id\":\"latest\"}|latest: Pulling from a/b",
        "{\"status\":\"Down\",\"progressDetail\":{\"a\":[1,-2.5e3]},\"progress\":\"[=>]\",\"id\":\"c\"}"
            + "|c: Down [=>]",
        "{\"errorDetail\":{\"code\":3,\"message\":\"boom\"},\"error\":\"boom\"}|boom",
        "{\"errorDetail\":{\"message\":\"boom\"}}|boom",
        "{\"error\":\"boom\"}|boom",
        "{\"aux\":{\"ID\":\"sha256:abc\"}}|sha256:abc",
        "{\"stream\":\"\\ud83d\\ude80\"}|🚀"
      })
  void messagesReadAsText(String line, String text) {
    assertThat(text(line)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"stream\":\"a\"}",
        "{\"status\":\"UP\"}",
        "{\"status\":200,\"id\":\"x\"}",
        "{\"stream\":1}",
        "{\"stream\":\"a\",\"level\":\"info\"}",
        "{\"stream\":\"a\",\"stream\":\"b\"}",
        "{\"stream\":\"a\"}}",
        "{\"stream\":\"a\"} {}",
        "{stream:\"a\"}",
        "{\"stream\":\"a\",}",
        "{\"stream\":\"\\x\"}",
        "{\"stream\":\"\\u12\"}",
        "{\"stream\":'a'}",
        "{\"aux\":{}}",
        "{\"stream\":\"a\",\"aux\":01}",
        "{\"stream\":\"a\",\"aux\":tru}",
        "{not json}"
      })
  void otherLinesStayAsTheyAre(String line) {
    assertThat(text(line)).isEqualTo(line);
  }

  @Test
  void deepNestingIsNoMessage() {
    String line = "{\"aux\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(text(line)).isEqualTo(line);
  }

  @Test
  void stylesWithinMessagesCarryOn() {
    Terminal terminal = new Terminal();
    assertThat(html(line(terminal, "{\"stream\":\"\\u001b[91mwarning\\n\"}")))
        .isEqualTo("<span class=\"fg9\">warning</span>");
    assertThat(html(line(terminal, "{\"stream\":\"\\u001b[0mok\\n\"}"))).isEqualTo("ok");
  }

  @Test
  void markupInMessagesIsText() {
    assertThat(html("{\"stream\":\"\\u003cb\\u003e\"}")).isEqualTo("&lt;b&gt;");
  }

  @Test
  void severalLinesInOneMessageStayApart() {
    assertThat(text("{\"stream\":\"one\\n\\ntwo\\r\\nthree\\n\\u001b[0m\"}"))
        .isEqualTo("one\n\ntwo\nthree");
  }

  @Test
  void aLineBreakThatEndsAMessageIsFolded() {
    Terminal terminal = new Terminal();
    assertThat(line(terminal, "{\"stream\":\"Step 1/2\"}").folded()).isFalse();
    assertThat(line(terminal, "{\"stream\":\"\\n\"}").folded()).isTrue();
    assertThat(line(terminal, "{\"stream\":\"\\n\"}").folded()).isFalse();
    line(terminal, "{\"stream\":\"warning\\n\\u001b[0m\"}");
    assertThat(line(terminal, "{\"stream\":\"\\n\"}").folded()).isFalse();
  }

  @Test
  void progressOfALayerIsFoldedUntilItsStatusChanges() {
    Terminal terminal = new Terminal();
    assertThat(progress(terminal, "a", "Downloading").folded()).isFalse();
    assertThat(progress(terminal, "b", "Downloading").folded()).isFalse();
    Terminal copy = terminal.copy();
    assertThat(progress(terminal, "a", "Downloading").folded()).isTrue();
    assertThat(progress(copy, "b", "Downloading").folded()).isTrue();
    assertThat(progress(terminal, "a", "Extracting").folded()).isFalse();
    StyledLine done = line(terminal, "{\"status\":\"Digest: x\"}");
    assertThat(done.text()).isEqualTo("Digest: x");
    assertThat(done.folded()).isFalse();
  }

  @Test
  void anotherLineEndsTheStream() {
    Terminal terminal = new Terminal();
    line(terminal, "{\"stream\":\"x\"}");
    line(terminal, "done");
    assertThat(line(terminal, "{\"status\":\"UP\"}").text()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(line(terminal, "{\"stream\":\"\\n\"}").folded()).isFalse();
  }

  private static StyledLine progress(Terminal terminal, String id, String status) {
    return line(
        terminal,
        "{\"status\":\""
            + status
            + "\",\"progressDetail\":{\"current\":1,\"total\":2},\"progress\":\"[=> ]\",\"id\":\""
            + id
            + "\"}");
  }
}
