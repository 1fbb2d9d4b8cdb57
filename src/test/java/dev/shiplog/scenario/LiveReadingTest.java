package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import dev.shiplog.support.CutProxy;
import dev.shiplog.support.Gate;
import dev.shiplog.support.RequiresChromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a live page owes to who reads it: their place, their pause, and words for what happens. */
@RequiresChromium
class LiveReadingTest extends ChromiumReader {

  /** Keeps everything that is announced, with the page's time. */
  private static final String LISTEN =
      """
      () => {
        window.said = [];
        const announce = document.getElementById("announce");
        window.atFirst = announce.textContent;
        new MutationObserver(() => said.push(announce.textContent))
          .observe(announce, { childList: true, characterData: true, subtree: true });
      }
      """;

  @TempDir private Path directory;

  @Test
  void aPauseHoldsEvenTheEndBackAndResumeLosesNothing() throws IOException {
    Gate gate = gate("a");
    long id = open("seq 1 50; " + gate.waitFor() + "; seq 51 170", "");

    page.locator("#pause").click();
    gate.open();
    api().awaitEnd(id);
    assertThat(page.locator("#pause")).hasText("Resume, 120 new lines");
    assertThat(page.locator("#connection")).hasText("Ended. Resume shows the rest");
    assertThat(page.locator("#L52")).hasCount(1);
    assertThat(page.locator("#L53")).hasCount(0);
    assertThat(page.locator("#mode")).hasText("Live");

    page.locator("#pause").click();
    assertThat(page.locator("#mode")).hasText("Completed");
    assertThat(page.locator("#log li")).hasCount(172);
    assertThat(page.locator("#tally")).hasText("Complete: 172 lines, none missing");
  }

  @Test
  void newLinesMoveNeitherPlaceNorFocusNorSelection() throws IOException {
    Gate first = gate("a");
    Gate second = gate("b");
    open("seq 1 300; " + first.waitFor() + "; seq 301 400; " + second.waitFor(), "");
    assertThat(page.locator("#follow")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("#L302")).hasCount(1);
    page.waitForCondition(() -> distanceToEnd() < 5);

    page.locator("#log").hover();
    page.mouse().wheel(0, -1500);
    assertThat(page.locator("#follow")).hasAttribute("aria-pressed", "false");
    page.locator("#q").focus();
    page.evaluate("() => getSelection().selectAllChildren(document.getElementById('L250'))");
    double place = top("L250");
    first.open();
    assertThat(page.locator("#L402")).hasCount(1);

    assertThat(top("L250")).isEqualTo(place);
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("q");
    assertThat(page.evaluate("String(getSelection())")).isEqualTo("248");
    assertThat(distanceToEnd()).isGreaterThan(1000);

    page.locator("#follow").click();
    page.waitForCondition(() -> distanceToEnd() < 5);
    page.locator("#log").focus();
    page.keyboard().press("Home");
    assertThat(page.locator("#follow")).hasAttribute("aria-pressed", "false");
    page.keyboard().press("End");
    assertThat(page.locator("#follow")).hasAttribute("aria-pressed", "true");
    second.open();
    assertThat(page.locator("#mode")).hasText("Completed");
    assertThat(page.locator("#log")).isFocused();
    page.waitForCondition(() -> distanceToEnd() < 5);
  }

  @Test
  void whatTheStatusReplacesTakesNeitherFocusNorPlaceAway() throws IOException {
    Gate first = gate("a");
    Gate second = gate("b");
    open(first.waitFor(), second.waitFor());
    page.setViewportSize(1000, 500);
    page.keyboard().press("Tab");
    page.locator("#deployment .danger").focus();
    page.evaluate("scrollTo(0, 200)");
    double place = top("log");
    first.open();
    assertThat(page.locator("#status")).hasText("Deploying");
    assertThat(page.locator("#deployment .danger")).isFocused();
    assertThat(top("log")).isCloseTo(place, within(1.0));
    second.open();
    assertThat(page.locator("#mode")).hasText("Completed");
    assertThat(page.locator("#log")).isFocused();
    assertThat(top("log")).isCloseTo(place, within(1.0));
  }

  @Test
  void newLinesAreSummedUpOnceInFiveSecondsAndTheEndIsSaidWithItsCount() throws IOException {
    Gate first = gate("a");
    Gate second = gate("b");
    Gate third = gate("c");
    page.clock().install();
    long id =
        open(
            "echo start; "
                + first.waitFor()
                + "; seq 1 60; echo 'error: one' >&2; "
                + second.waitFor()
                + "; echo 'error: two'; seq 1 58; "
                + third.waitFor()
                + "; seq 1 5",
            "");
    assertThat(page.evaluate("atFirst")).isEqualTo("");
    page.clock().runFor(1500);
    assertThat(said()).containsExactly("Connected");

    first.open();
    assertThat(page.locator("#L64")).hasCount(1);
    page.clock().runFor(2000);
    second.open();
    assertThat(page.locator("#L123")).hasCount(1);
    page.clock().runFor(2900);
    assertThat(said()).hasSize(1);
    page.clock().runFor(2000);
    assertThat(said()).containsExactly("Connected", "120 new lines, 2 errors");

    third.open();
    assertThat(page.locator("#mode")).hasText("Completed");
    page.clock().runFor(10_000);
    assertThat(said())
        .hasSize(3)
        .last()
        .asString()
        .isEqualTo(page.title().replace(" – Shiplog", "") + ", " + count(id) + ", none missing");
    assertThat(page.locator("#announce")).hasAttribute("role", "status");
    assertThat(page.locator("#log[aria-live], #log[role], #log [aria-live], #log [role]"))
        .hasCount(0);
  }

  @Test
  void newLinesAreReadOutOnRequestTwentyAtATime() throws IOException {
    Gate gate = gate("a");
    Gate end = gate("b");
    page.clock().install();
    open("echo start; " + gate.waitFor() + "; seq 1 100; " + end.waitFor(), "");
    assertThat(page.locator("#announce-lines")).hasAttribute("aria-pressed", "false");
    page.locator("#announce-lines").click();
    page.reload();
    assertThat(page.locator("#announce-lines")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("#connection")).hasText("Connected");
    page.evaluate(LISTEN);
    page.clock().runFor(1500);

    gate.open();
    assertThat(page.locator("#L103")).hasCount(1);
    page.clock().runFor(6000);
    assertThat(said()).hasSize(2);
    assertThat(said().get(1).lines()).hasSize(21).first().isEqualTo("80 lines before these.");
    assertThat(said().get(1)).contains("\n81\n").endsWith("\n100");
    page.locator("#announce-lines").click();
    end.open();
    assertThat(page.locator("#mode")).hasText("Completed");
  }

  @Test
  void stagesAreSaid() throws IOException {
    Gate gate = gate("a");
    Gate end = gate("b");
    page.clock().install();
    open(gate.waitFor(), end.waitFor());
    gate.open();
    assertThat(page.locator("#status")).hasText("Deploying");
    page.clock().runFor(1500);
    assertThat(said()).anySatisfy(text -> assertThat(text).startsWith("Deploying: app-"));
    end.open();
    assertThat(page.locator("#mode")).hasText("Completed");
  }

  @Test
  void aLostConnectionIsShownAndSaidAndSoIsItsReturn() throws IOException {
    Gate gate = gate("a");
    long id = deployed("seq 1 10; " + gate.waitFor(), "");
    for (String ofTheCut : List.of("WebSocket", "ws.js", "[object Event]", "ERR_CONNECTION")) {
      session.expectProblemsWith(ofTheCut);
    }
    try (CutProxy proxy = CutProxy.to(port())) {
      page.navigate("http://127.0.0.1:" + proxy.port() + "/deployments/" + id);
      page.evaluate(LISTEN);
      page.waitForCondition(() -> said().equals(List.of("Connected")));
      proxy.setAway(true);
      assertThat(page.locator("#connection")).hasText("Reconnecting");
      assertThat(page.locator("#connection")).isVisible();
      page.waitForCondition(() -> said().equals(List.of("Connected", "Reconnecting")));

      proxy.setAway(false);
      assertThat(page.locator("#connection"))
          .hasText("Connected", new HasTextOptions().setTimeout(20_000)); // It waits up to 8 s.
      page.waitForCondition(() -> said().equals(List.of("Connected", "Reconnecting", "Connected")));
      gate.open();
      assertThat(page.locator("#mode")).hasText("Completed");
    }
  }

  @Test
  void aMissingLineIsSaid() throws IOException {
    Gate gate = gate("a");
    open("seq 1 10; printf '\\nback\\033[A'; " + gate.waitFor(), "");
    page.evaluate("document.getElementById('L5').remove()");
    gate.open();
    assertThat(page.locator("#mode")).hasText("Completed");
    assertThat(page.locator("#tally"))
        .hasText(Pattern.compile("Complete: \\d+ lines, but this page shows \\d+ of \\d+\\. .*"));
    page.locator("#tally a").click();
    assertThat(page.locator("#L5")).hasCount(1);
    assertThat(page.locator("#tally")).hasCount(0);
  }

  @Test
  void shortcutsWorkInTheLogOnlyAndAreListed() throws IOException {
    Gate gate = gate("a");
    open("seq 1 100; echo err''or: one; seq 1 100; echo err''or: two; " + gate.waitFor(), "");
    assertThat(page.locator("#shortcuts kbd")).hasCount(9);
    page.locator("#q").focus();
    page.keyboard().type("pfe");
    assertThat(page.locator("#q")).hasValue("pfe");
    assertThat(page.locator("#pause")).hasText("Pause");
    page.locator("#shortcuts summary").focus();
    page.keyboard().type("pe");
    assertThat(page.locator("#pause")).hasText("Pause");
    assertThat(page.locator(".marked")).hasCount(0);

    page.locator("#log").focus();
    page.keyboard().press("Control+p");
    assertThat(page.locator("#pause")).hasText("Pause");
    page.keyboard().press("e");
    assertThat(page.locator(".marked")).hasText("error: one");
    assertThat(page.locator("#announce")).hasText("Line 103: error: one");
    page.keyboard().press("e");
    assertThat(page.locator(".marked")).hasText("error: two");
    assertThat(page.locator(".marked")).isInViewport();
    page.keyboard().press("Shift+e");
    assertThat(page.locator(".marked")).hasText("error: one");
    assertThat(page.locator("#log")).isFocused();
    page.keyboard().press("p");
    assertThat(page.locator("#pause")).hasText("Resume");
    page.keyboard().press("p");
    page.keyboard().press("g");
    assertThat(page.locator("#line")).isFocused();
    page.locator("#log").focus();
    page.keyboard().press("/");
    assertThat(page.locator("#q")).isFocused();
    gate.open();
    assertThat(page.locator("#mode")).hasText("Completed");
    assertThat(page.locator("#shortcuts kbd")).hasCount(7);
  }

  private Gate gate(String name) throws IOException {
    return new Gate(Files.createDirectory(directory.resolve(name)));
  }

  private long deployed(String build, String deploy) {
    long id = api().deploy(api().createApp(build, deploy));
    api().awaitLog(id, "$ ");
    return id;
  }

  /** Opens a deployment that runs, once it is connected, and listens to what it says. */
  private long open(String build, String deploy) {
    long id = deployed(build, deploy);
    page.navigate(address() + "/deployments/" + id);
    page.evaluate(LISTEN);
    assertThat(page.locator("#connection")).hasText("Connected");
    return id;
  }

  @SuppressWarnings("unchecked")
  private List<String> said() {
    return (List<String>) page.evaluate("said");
  }

  private String count(long id) {
    return "%,d lines".formatted(api().deployment(id).path("log_lines").asLong());
  }

  private double distanceToEnd() {
    return ((Number)
            page.evaluate(
                "() => { const log = document.getElementById('log');"
                    + " return log.scrollHeight - log.scrollTop - log.clientHeight; }"))
        .doubleValue();
  }

  private double top(String line) {
    return ((Number)
            page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", line))
        .doubleValue();
  }
}
