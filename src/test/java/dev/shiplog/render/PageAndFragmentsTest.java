package dev.shiplog.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.log.LogStream;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the way a log came to a page, the page shows the same. */
class PageAndFragmentsTest {

  private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");
  private static final List<String> LINES =
      List.of(
          "plain text",
          "",
          "\u001b[31mred that goes on",
          "and ends\u001b[0m here",
          "Step 2/5 : RUN make <all>",
          "::group::Fetch & unpack",
          "::endgroup::",
          "##[group]Compile",
          "##[endgroup]",
          "--- Test",
          "--- a/file.txt",
          "error: it did not work",
          "10%\r50%\r100%",
          "\u001b[1A\u001b[2Kup one",
          "\u001b[2A\u001b[2Kup two",
          "first\u001b[1Bsecond",
          "=== Building ===");

  private final MemoryLogStore store = new MemoryLogStore();

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aLivePageBecomesTheCompletedPageWhereverItsMessagesAreCut(long seed) {
    var random = new Random(seed);
    write(random, 200 + random.nextInt(1500));
    Deployment finished = finished(DeploymentStatus.FAILED);

    var live = openedAt(random.nextInt((int) store.count()));
    long next = live.next;
    while (next <= store.count()) {
      long to = Math.min(store.count(), next + random.nextInt(600));
      live.page.receive(renderers().at(1, next).fragment(store.lines(next, to)));
      next = to + 1;
    }
    live.page.receive(renderers().at(1, store.count() + 1).ending(finished));

    assertThat(live.page.log()).isEqualTo(whole(finished).log());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pagesHoldTheLinesOfTheWholeLog(long seed) {
    var random = new Random(seed);
    write(random, 1500);
    Deployment finished = finished(DeploymentStatus.SUCCESS);
    int pageLines = 1 + random.nextInt(900);

    List<String> paged =
        LongStream.iterate(1, from -> from <= store.count(), from -> from + pageLines)
            .mapToObj(from -> part(finished, LogPart.lines(from, from + pageLines - 1, 1500)))
            .flatMap(page -> page.select("li").stream())
            .map(line -> line.id() + line.html())
            .toList();

    assertThat(paged)
        .isEqualTo(
            whole(finished).select("li").stream().map(line -> line.id() + line.html()).toList());
  }

  @Test
  void linesThatAreReceivedAgainChangeNothing() {
    write(new Random(7), 700);
    var page = openedAt(650);
    page.page.receive(renderers().at(1, 651).fragment(store.lines(651, 700)));
    String before = page.page.log();

    long last = page.page.select("li").stream().mapToLong(li -> number(li.id())).max().orElse(0);
    if (last < 700) {
      page.page.receive(renderers().at(1, last + 1).fragment(store.lines(last + 1, 700)));
    }

    assertThat(page.page.log()).isEqualTo(before);
  }

  private void write(Random random, int lines) {
    Instant time = START;
    for (int i = 0; i < lines; i++) {
      time = time.plusMillis(random.nextInt(700));
      String text =
          random.nextInt(3) == 0 ? LINES.get(random.nextInt(LINES.size())) : "line " + (i + 1);
      LogStream stream = LogStream.values()[random.nextInt(20) == 0 ? 2 : random.nextInt(2)];
      store.add(stream, time, text);
    }
  }

  private Deployment finished(DeploymentStatus end) {
    return Deployments.finished(end, START.plusSeconds(99999), store.count());
  }

  private Opened openedAt(long lines) {
    Deployment running = Deployments.running(DeploymentStatus.BUILDING);
    return new Opened(part(running, LogPart.whole(lines)), lines + 1);
  }

  private HtmxPage whole(Deployment deployment) {
    return part(deployment, LogPart.whole(store.count()));
  }

  private HtmxPage part(Deployment deployment, LogPart part) {
    var html = new StringBuilder();
    renderers().html(deployment, part).forEach(html::append);
    return new HtmxPage(html.toString());
  }

  /** New ones each time, so that nothing is remembered that a reader would not know. */
  private LogRenderers renderers() {
    return new LogRenderers(store);
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(1));
  }

  private record Opened(HtmxPage page, long next) {}
}
