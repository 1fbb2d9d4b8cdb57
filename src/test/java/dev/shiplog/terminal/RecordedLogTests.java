package dev.shiplog.terminal;

import static dev.shiplog.terminal.TerminalLines.apply;
import static dev.shiplog.terminal.TerminalLines.html;
import static dev.shiplog.terminal.TerminalLines.log;
import static dev.shiplog.terminal.TerminalLines.recorded;
import static dev.shiplog.terminal.TerminalLines.shown;
import static dev.shiplog.terminal.TerminalLines.split;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.terminal.Terminal.Output;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
    assertThat(lines)
        .extracting(StyledLine::text)
        .noneMatch(text -> text.startsWith("{"))
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
        "buildkit-build",
        "docker-build",
        "docker-build-failing",
        "docker-build-json-stream",
        "docker-pull",
        "docker-pull-json-stream",
        "git-clone",
        "maven-package",
        "node-failing-test",
        "npm-install-vite-react"
      })
  void looksAsOnATerminalAndACopyGoesOnTheSame(String name) throws IOException {
    List<byte[]> lines = split(recorded(name));
    SortedMap<Long, StyledLine> whole = shown(new Terminal(), lines);
    assertThat(numbered(whole)).isEqualTo(rendered(name));

    SortedMap<Long, StyledLine> copied = new TreeMap<>();
    Terminal terminal = new Terminal();
    for (byte[] line : lines) {
      Terminal copy = terminal.copy();
      Output output = copy.line(line, line.length);
      assertThat(terminal.line(line, line.length)).isEqualTo(output);
      apply(copy.next() - 1, output, copied);
      terminal = copy;
    }
    assertThat(copied).isEqualTo(whole);
    for (StyledLine line : whole.values()) {
      assertThat(Jsoup.parseBodyFragment("<pre>x" + html(line)).body().wholeText())
          .isEqualTo("x" + line.text());
    }
  }

  /** Each shown line with the number of the stored line it belongs to. */
  private static String numbered(SortedMap<Long, StyledLine> shown) {
    StringBuilder text = new StringBuilder();
    shown.forEach(
        (number, line) ->
            text.append(String.format("%4d  %s", number, line.text()).stripTrailing())
                .append('\n'));
    return text.toString();
  }

  private static String rendered(String name) throws IOException {
    try (InputStream in = RecordedLogTests.class.getResourceAsStream("/logs/" + name + ".txt")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static List<String> texts(String name) {
    return log(name).stream().map(StyledLine::text).toList();
  }
}
