package dev.shiplog.terminal;

import static dev.shiplog.terminal.TerminalLines.html;
import static dev.shiplog.terminal.TerminalLines.line;
import static dev.shiplog.terminal.TerminalLines.output;
import static dev.shiplog.terminal.TerminalLines.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.terminal.Terminal.Output;
import dev.shiplog.terminal.Terminal.Redrawn;
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
    assertThat(output(terminal, "{\"stream\":\"Step 1/2\"}").own()).isPresent();
    assertThat(output(terminal, "{\"stream\":\"\\n\"}").own()).isEmpty();
    assertThat(output(terminal, "{\"stream\":\"\\n\"}").own()).isPresent();
    line(terminal, "{\"stream\":\"warning\\n\\u001b[0m\"}");
    assertThat(output(terminal, "{\"stream\":\"\\n\"}").own()).isPresent();
  }

  @Test
  void progressOfALayerRedrawsTheLineThatFirstShowedIt() {
    Terminal terminal = new Terminal();
    assertThat(progress(terminal, "a", "Waiting").own()).isPresent();
    assertThat(progress(terminal, "b", "Waiting").own()).isPresent();
    Terminal copy = terminal.copy();
    Output output = progress(terminal, "a", "Downloading");
    assertThat(output.own()).isEmpty();
    assertThat(output.redrawn())
        .singleElement()
        .satisfies(
            redrawn -> {
              assertThat(redrawn.number()).isEqualTo(1);
              assertThat(redrawn.line().text()).isEqualTo("a: Downloading [=> ]");
            });
    assertThat(progress(copy, "b", "Done").redrawn())
        .extracting(Redrawn::number)
        .containsExactly(2L);
    assertThat(progress(copy, "b", "Done").redrawn()).isEmpty();
    assertThat(line(terminal, "{\"status\":\"Digest: x\"}").text()).isEqualTo("Digest: x");
  }

  @Test
  void whatFollowsTheProgressOfALayerGoesOnBelow() {
    Terminal terminal = new Terminal();
    progress(terminal, "a", "Waiting");
    progress(terminal, "b", "Waiting");
    progress(terminal, "a", "Downloading");
    Output output = output(terminal, "Cancelled");
    assertThat(output.own()).map(StyledLine::text).contains("Cancelled");
    assertThat(output.redrawn()).isEmpty();
  }

  @Test
  void layersBeyondTheMostThatAreFollowedShowEachStatus() {
    Terminal terminal = new Terminal();
    for (int i = 0; i < 256; i++) {
      progress(terminal, "layer" + i, "Waiting");
    }
    assertThat(progress(terminal, "layer255", "Waiting").own()).isEmpty();
    progress(terminal, "another", "Waiting");
    assertThat(progress(terminal, "another", "Waiting").own()).isPresent();
  }

  @Test
  void anotherPullStartsItsOwnLines() {
    Terminal terminal = new Terminal();
    progress(terminal, "a", "Pull complete");
    line(terminal, "{\"status\":\"Pulling from b\",\"id\":\"latest\"}");
    assertThat(progress(terminal, "a", "Already exists").own()).isPresent();
  }

  @Test
  void aLayerThatLeftTheScreenShowsItsNextStatusOnce() {
    Terminal terminal = new Terminal();
    progress(terminal, "a", "Downloading");
    for (int i = 0; i < Screen.ROWS; i++) {
      line(terminal, "{\"stream\":\"x\\n\"}");
    }
    Output gone = progress(terminal, "a", "Downloading");
    assertThat(gone.own()).isEmpty();
    assertThat(gone.redrawn()).isEmpty();
    assertThat(progress(terminal, "a", "Extracting").own()).isPresent();
    assertThat(progress(terminal, "a", "Done").redrawn())
        .extracting(Redrawn::number)
        .containsExactly(terminal.next() - 2);
  }

  @Test
  void anotherLineEndsTheStream() {
    Terminal terminal = new Terminal();
    line(terminal, "{\"stream\":\"x\"}");
    line(terminal, "done");
    assertThat(line(terminal, "{\"status\":\"UP\"}").text()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(output(terminal, "{\"stream\":\"\\n\"}").own()).isPresent();
  }

  private static Output progress(Terminal terminal, String id, String status) {
    return output(
        terminal,
        "{\"status\":\""
            + status
            + "\",\"progressDetail\":{\"current\":1,\"total\":2},\"progress\":\"[=> ]\",\"id\":\""
            + id
            + "\"}");
  }
}
