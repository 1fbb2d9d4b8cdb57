package dev.shiplog.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.log.LogStream;
import java.time.Instant;
import java.util.List;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** How stages and steps stand on a page. */
class LogOutlineTest {

  private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");

  private final MemoryLogStore store = new MemoryLogStore();

  @Test
  void sectionsSayHowTheyWentAndHowLongTheyTook() {
    at(0, LogStream.SYSTEM, "=== Building ===");
    at(1, LogStream.STDOUT, "Step 1/2 : FROM busybox");
    at(5, LogStream.STDOUT, "Step 2/2 : RUN make");
    at(9, LogStream.STDERR, "make: *** error: 2");

    assertThat(headings(DeploymentStatus.FAILED))
        .containsExactly(
            "h2 Building failed after 10s",
            "h3 Step 1/2 : FROM busybox done in 4s",
            "h3 Step 2/2 : RUN make failed after 5s");
  }

  @Test
  void aStageThatAnotherOneFollowsWentWell() {
    at(0, LogStream.SYSTEM, "=== Building ===");
    at(1, LogStream.STDOUT, "::group::Compile");
    at(3, LogStream.STDOUT, "::endgroup::");
    at(4, LogStream.STDOUT, "between");
    at(7, LogStream.SYSTEM, "=== Deploying ===");

    assertThat(headings(DeploymentStatus.STOPPED))
        .containsExactly(
            "h2 Building done in 7s", "h3 Compile done in 3s", "h2 Deploying stopped after 3s");
    assertThat(page(DeploymentStatus.STOPPED).select("#S1 > .chunk > #L4")).hasSize(1);
  }

  @Test
  void whatGoesOnIsSaidToRun() {
    at(0, LogStream.SYSTEM, "=== Building ===");
    at(1, LogStream.STDOUT, "--- Compile");
    at(3, LogStream.STDOUT, "--- Test");

    HtmxPage page =
        page(Deployments.running(DeploymentStatus.BUILDING), LogPart.whole(store.count()));
    assertThat(headings(page))
        .containsExactly("h2 Building running", "h3 Compile done in 2s", "h3 Test running");
  }

  @Test
  void sectionsAreOpenAndTheirTitlesAreText() {
    at(0, LogStream.SYSTEM, "=== Building ===");
    at(1, LogStream.STDOUT, "--- <b>&amp;</b>");

    HtmxPage page = page(DeploymentStatus.SUCCESS);
    assertThat(page.select("details")).hasSize(2).allMatch(section -> section.hasAttr("open"));
    assertThat(page.select("h3").get(0).text()).isEqualTo("<b>&amp;</b>");
  }

  @Test
  void stepsWithoutEndAreNoSections() {
    for (int i = 0; i < 2010; i++) {
      at(i, LogStream.STDOUT, "--- step " + i);
    }

    HtmxPage page = page(DeploymentStatus.SUCCESS);
    assertThat(page.select("h3")).hasSize(2000);
    assertThat(page.select("li")).hasSize(2010);
  }

  @Test
  void aProcessCannotStartAStage() {
    at(0, LogStream.SYSTEM, "=== Building ===");
    at(1, LogStream.STDOUT, "=== Deploying ===");

    assertThat(headings(DeploymentStatus.SUCCESS)).containsExactly("h2 Building done in 10s");
  }

  @Test
  void aProcessCannotHideOrRewriteWhatStandsBeforeShiplogsOwnLine() {
    at(0, LogStream.STDOUT, "printed before");
    at(1, LogStream.SYSTEM, "=== Building ===");
    at(2, LogStream.STDOUT, "\u001b[3A\u001b[2Kforged");

    HtmxPage page = page(DeploymentStatus.SUCCESS);
    assertThat(page.select("#L1").get(0).text()).isEqualTo("printed before");
    assertThat(page.select("#L2").get(0).text()).isEqualTo("=== Building ===");
    assertThat(page.select("#L3").get(0).text()).isEqualTo("forged");
  }

  @Test
  void aProcessCannotSwallowOrConcealShiplogsOwnLines() {
    at(0, LogStream.SYSTEM, "=== Building ===");
    at(1, LogStream.STDOUT, "\u001b[8mhidden\u001b[");
    at(2, LogStream.SYSTEM, "=== Deploying ===");
    at(3, LogStream.STDOUT, "shown");

    HtmxPage page = page(DeploymentStatus.SUCCESS);
    assertThat(page.select("#L3").get(0).html()).isEqualTo("=== Deploying ===");
    assertThat(page.select("#L4").get(0).html()).isEqualTo("shown");
  }

  @Test
  void timesAreSaidWhereTheyChange() {
    at(0, LogStream.STDOUT, "a");
    at(0, LogStream.STDOUT, "b");
    at(3725, LogStream.STDOUT, "c");
    at(3725, LogStream.STDOUT, "--- a new list");

    HtmxPage page = page(DeploymentStatus.SUCCESS);
    assertThat(page.select("#L1").get(0).attr("data-at")).isEqualTo("10:00:00Z");
    assertThat(page.select("#L2").get(0).hasAttr("data-at")).isFalse();
    assertThat(page.select("#L3").get(0).attr("data-in")).isEqualTo("+1:02:05");
    assertThat(page.select("#L4").get(0).attr("data-in")).isEqualTo("+1:02:05");
  }

  @Test
  void aLineSaysItsNumberWhereThoseBeforeItOnlyRedrew() {
    at(0, LogStream.STDOUT, "10%");
    at(0, LogStream.STDOUT, "\u001b[1A\u001b[2K20%");
    at(0, LogStream.STDOUT, "done");
    at(0, LogStream.STDOUT, "bye");

    assertThat(page(DeploymentStatus.SUCCESS).select("li"))
        .extracting(line -> line.id() + "=" + line.attr("value") + " " + line.text())
        .containsExactly("L1= 20%", "L3=3 done", "L4= bye");
  }

  @Test
  void aLongLogIsInListsThatABrowserCanLayOutOneByOne() {
    for (int i = 0; i < 1200; i++) {
      at(0, LogStream.STDOUT, "line");
    }

    assertThat(page(DeploymentStatus.SUCCESS).select("ol"))
        .extracting(list -> list.id() + " " + list.attr("start") + " " + list.childrenSize())
        .containsExactly("C1 1 500", "C501 501 500", "C1001 1001 200");
  }

  @Test
  void linesSayWhatTheyAreAndRunInTheirOwnDirection() {
    at(0, LogStream.SYSTEM, "=== Building ===");
    at(1, LogStream.STDOUT, "fine");
    at(2, LogStream.STDERR, "warning");
    at(3, LogStream.STDOUT, "error: one");
    at(4, LogStream.STDERR, "error: two");

    List<Element> lines = page(DeploymentStatus.FAILED).select("li");
    assertThat(lines)
        .extracting(Element::className)
        .containsExactly("system", "", "", "error", "error");
    assertThat(lines).extracting(line -> line.attr("dir")).containsOnly("auto");
  }

  @Test
  void aPageThatStartsWithinAStepSaysSo() {
    at(0, LogStream.SYSTEM, "=== Building ===");
    at(1, LogStream.STDOUT, "--- Compile");
    for (int i = 3; i <= 30; i++) {
      at(2, LogStream.STDOUT, "line " + i);
    }

    HtmxPage page = page(DeploymentStatus.SUCCESS, LogPart.lines(11, 20, 30));

    assertThat(page.select("h2, h3").stream().map(Element::text))
        .containsExactly("Building (continued)", "Compile (continued)");
    assertThat(page.select("li").stream().map(Element::id)).hasSize(10).first().isEqualTo("L11");
    assertThat(page.select("ol").get(0).attr("start")).isEqualTo("11");
  }

  @Test
  void aPageInTheMiddleOfAKnownLogHasItsColours() {
    at(0, LogStream.STDOUT, "\u001b[31mred from here");
    for (int i = 2; i <= 12_000; i++) {
      at(0, LogStream.STDOUT, "line " + i);
    }
    var renderers = new LogRenderers(store);
    html(renderers, deployment(DeploymentStatus.SUCCESS), LogPart.whole(12_000));

    HtmxPage page =
        html(renderers, deployment(DeploymentStatus.SUCCESS), LogPart.lines(7001, 7002, 12_000));
    assertThat(page.select("li > .fg1").stream().map(Element::text))
        .containsExactly("line 7001", "line 7002");
  }

  @Test
  void aFailedDeploymentListsTheLinesThatSpeakOfErrors() {
    for (int i = 1; i <= 30; i++) {
      at(i, LogStream.STDERR, i < 6 ? "fine" : "error: number " + i);
    }
    var renderers = new LogRenderers(store);

    ErrorSummary errors = renderers.errors(deployment(DeploymentStatus.FAILED));

    assertThat(errors.first()).isEqualTo(6);
    assertThat(errors.lines()).hasSize(20).first().isEqualTo(new ErrorLine(6, "error: number 6"));
    assertThat(errors.more()).isEqualTo(5);
    assertThat(errors.href(25)).isEqualTo("#L25");
    ErrorSummary paged = errors.on(LogPart.lines(11, 20, 30));
    assertThat(paged.href(20)).isEqualTo("#L20");
    assertThat(paged.href(21)).isEqualTo("/deployments/1/go?line=21");
    assertThat(renderers.errors(deployment(DeploymentStatus.SUCCESS)).present()).isFalse();
  }

  @Test
  void aCommandThatNamesAnErrorIsNone() {
    at(1, LogStream.SYSTEM, "$ ./check || echo 'error: not checked'");
    at(2, LogStream.STDOUT, "$ error: not checked");

    ErrorSummary errors = new LogRenderers(store).errors(deployment(DeploymentStatus.FAILED));

    assertThat(errors.lines()).containsExactly(new ErrorLine(2, "$ error: not checked"));
  }

  @Test
  void whereNoLineSpeaksOfAnErrorTheEndIsTheLastLineThatIsShown() {
    at(1, LogStream.STDOUT, "one");
    at(2, LogStream.STDOUT, "two");
    at(3, LogStream.STDOUT, "\033[1A\033[2Kredrawn");

    ErrorSummary errors = new LogRenderers(store).errors(deployment(DeploymentStatus.FAILED));

    assertThat(errors.lines()).isEmpty();
    assertThat(errors.present()).isTrue();
    assertThat(errors.first()).isEqualTo(2);
    assertThat(page(DeploymentStatus.FAILED).select("li").stream().map(Element::id))
        .containsExactly("L1", "L2");
  }

  private void at(int second, LogStream stream, String text) {
    store.add(stream, START.plusSeconds(second), text);
  }

  private List<String> headings(DeploymentStatus end) {
    return headings(page(end));
  }

  private static List<String> headings(HtmxPage page) {
    return page.select("summary").stream()
        .map(summary -> summary.child(0).tagName() + " " + summary.text())
        .toList();
  }

  private HtmxPage page(DeploymentStatus end) {
    return page(end, LogPart.whole(store.count()));
  }

  private HtmxPage page(DeploymentStatus end, LogPart part) {
    return page(deployment(end), part);
  }

  private HtmxPage page(Deployment deployment, LogPart part) {
    return html(new LogRenderers(store), deployment, part);
  }

  private static HtmxPage html(LogRenderers renderers, Deployment deployment, LogPart part) {
    var html = new StringBuilder();
    renderers.html(deployment, part).forEach(html::append);
    return new HtmxPage(html.toString());
  }

  private Deployment deployment(DeploymentStatus end) {
    return Deployments.finished(end, START.plusSeconds(10), store.count());
  }
}
