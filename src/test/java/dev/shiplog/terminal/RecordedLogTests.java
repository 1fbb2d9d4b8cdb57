package dev.shiplog.terminal;

import static dev.shiplog.terminal.TerminalLines.html;
import static dev.shiplog.terminal.TerminalLines.line;
import static dev.shiplog.terminal.TerminalLines.lines;
import static dev.shiplog.terminal.TerminalLines.log;
import static dev.shiplog.terminal.TerminalLines.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedLogTests {
  @Test
  void gitShowsTheLastStateOfEachProgress() {
    assertThat(texts("git-clone"))
        .contains("Cloning into '/srv/build'...")
        .contains("remote: Enumerating objects: 3364, done.")
        .contains("remote: Counting objects: 100% (3364/3364), done.")
        .contains("Receiving objects: 100% (3364/3364), 1.28 MiB | 16.83 MiB/s, done.")
        .contains("Resolving deltas: 100% (1762/1762), done.")
        .hasSize(7);
  }

  @Test
  void aptShowsTheLastStateOfEachProgress() {
    List<String> texts = texts("apt-get-install").stream().map(String::stripTrailing).toList();
    assertThat(texts)
        .startsWith(
            "Reading package lists... Done",
            "Building dependency tree... Done",
            "Reading state information... Done")
        .contains("Fetched 10.5 kB in 0s (265 kB/s)")
        .contains("Scanning linux images...")
        .contains("(Reading database ... 131797 files and directories currently installed.)");
  }

  @Test
  void npmShowsNoSpinner() {
    List<StyledLine> lines = log("npm-install-vite-react");
    assertThat(lines.get(1).text()).startsWith("npm http fetch GET 200 https://").endsWith("miss)");
    assertThat(html(lines.get(1)))
        .startsWith(
            "<span class=\"b\">npm</span> <span class=\"fg2\">http</span>"
                + " <span class=\"fg12\">fetch</span> GET 200 <a href=\"https://");
    assertThat(lines).extracting(StyledLine::text).noneMatch(text -> text.matches(".*[⠁-⣿].*"));
  }

  @Test
  void mavenIsBoldAndColoured() {
    List<StyledLine> lines = log("maven-package");
    assertThat(html(lines.get(0)))
        .isEqualTo("[<span class=\"fg4 b\">INFO</span>] Scanning for projects...");
    assertThat(lines)
        .extracting(TerminalLines::html)
        .anyMatch(html -> html.contains("<span class=\"fg2 b\">BUILD SUCCESS</span>"));
  }

  @Test
  void dockersWarningIsRedAndTheNextLineIsNot() {
    List<String> html = log("docker-build").stream().map(TerminalLines::html).toList();
    int warning = html.indexOf("<span class=\"fg9\">warning: unused variable: x</span>");
    assertThat(warning).isPositive();
    assertThat(html.get(warning + 1)).isEqualTo("Removing intermediate container 1b78efbb6d72");
    assertThat(html.get(4)).isEqualTo("Sending build context to Docker daemon  1.986MB");
  }

  @Test
  void dockersJsonStreamReadsAsText() {
    List<StyledLine> lines = log("docker-build-json-stream");
    assertThat(lines).noneMatch(line -> line.text().startsWith("{"));
    List<String> shown =
        lines.stream().filter(line -> !line.folded()).map(StyledLine::text).toList();
    assertThat(shown)
        .startsWith("Step 1/8 : FROM scratch", " ---> ", "Step 2/8 : COPY busybox /bin/busybox")
        .endsWith(
            "testing",
            "The command '/bin/busybox sh -c echo testing; exit 3' returned a non-zero code: 3")
        .doesNotContain("");
    assertThat(lines)
        .extracting(TerminalLines::html)
        .contains("<span class=\"fg9\">warning: unused variable: x</span>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apt-get-install",
        "docker-build",
        "docker-build-failing",
        "docker-build-json-stream",
        "git-clone",
        "maven-package",
        "node-failing-test",
        "npm-install-vite-react"
      })
  void htmlSaysWhatTheTextSaysAndACopyGoesOnTheSame(String name) {
    byte[] log = recorded(name);
    List<StyledLine> whole = lines(new Terminal(), log);
    Terminal terminal = new Terminal();
    int start = 0;
    for (StyledLine expected : whole) {
      int end = start;
      while (end < log.length && log[end] != '\n') {
        end++;
      }
      byte[] bytes = Arrays.copyOfRange(log, start, end);
      terminal = terminal.copy();
      StyledLine line = terminal.line(bytes, bytes.length);
      assertThat(html(line)).isEqualTo(html(expected));
      assertThat(line.text()).isEqualTo(expected.text());
      assertThat(Jsoup.parseBodyFragment("<pre>x" + html(line)).body().wholeText())
          .isEqualTo("x" + line.text());
      start = end + 1;
    }
    assertThat(html(line(terminal, ""))).isEmpty();
  }

  private static List<String> texts(String name) {
    return log(name).stream().map(StyledLine::text).toList();
  }
}
