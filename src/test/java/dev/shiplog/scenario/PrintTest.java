package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.GitServer;
import dev.shiplog.support.RequiresChromium;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of the printer, as Chromium prints it on A4 by default. */
@RequiresChromium
class PrintTest extends PageReader {

  @Test
  void theFirstPageSaysWhatItIs() throws IOException {
    long app = api().createApp(Map.of("name", "print shop", "buildCommand", "seq 1 200; exit 3"));
    long id = api().deploy(app);
    String finished = api().awaitEnd(id).path("finished_at").asString();
    Paper paper = print("/deployments/" + id + "?view=print", "");

    assertThat(paper.text(1))
        .startsWith("Failed: print shop #1")
        .contains("Build command failed with exit code 3", "Failed in stage", "building")
        .contains("Started by", ADMIN, "203 lines", address() + "/deployments/" + id)
        .contains(finished.substring(0, 10) + " " + finished.substring(11, 19) + " UTC");
    assertThat(paper.text(1).split("\\d\\d:\\d\\d:\\d\\d UTC", -1))
        .as("around when it was queued, started and finished")
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?view=print", ""})
  void theFirstPageSaysWhichCommitAndWhose(String query, @TempDir Path directory)
      throws IOException {
    try (GitServer server = GitServer.start(directory)) {
      String hash = server.commit("Sell more", Map.of("greeting.txt", "hello\n"));
      long app = api().createApp(Map.of("repository", server.url(), "buildCommand", "true"));
      long id = api().deploy(app);
      api().awaitEnd(id);
      Paper paper = print("/deployments/" + id + query, "");

      // The log names the commit as well, below the header.
      assertThat(paper.text(1).split("=== Cloning")[0])
          .contains(hash.substring(0, 10), "Sell more", "Ada Lovelace");
    }
  }

  /** With the backgrounds that browsers leave out by default. */
  @ParameterizedTest
  @ValueSource(strings = {"?view=print", ""})
  void isBlackOnWhiteAlsoWhereTheScreenIsDark(String query) throws IOException {
    long id =
        finished("seq 1 20; printf '\\033[31mred\\033[0m \\033[43mon yellow\\033[0m\\n'; exit 1");
    BufferedImage sheet = printedFromTheDark("/deployments/" + id + query);
    int[] greys =
        IntStream.range(0, sheet.getWidth() * sheet.getHeight())
            .map(i -> sheet.getRGB(i % sheet.getWidth(), i / sheet.getWidth()) & 0xff)
            .toArray();

    assertThat(IntStream.of(greys).min().orElseThrow()).isLessThan(16);
    assertThat((double) IntStream.of(greys).filter(grey -> grey == 0xff).count() / greys.length)
        .isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?view=print", ""})
  void everyLineIsPrintedOnceAndEveryPageNumbered(String query) throws IOException {
    long id = finished("for i in $(seq 1 700); do echo \"output <$i>\"; done");
    // As one that was watched live, whose log has a height of its own on the screen.
    String watched = query.isEmpty() ? "document.documentElement.classList.add('watched')" : "";
    Paper paper = print("/deployments/" + id + query, watched);

    assertThat(paper.found("(?m)^(\\d+) +output <\\d+>$")).isEqualTo(numbers(3, 702));
    int pages = paper.pages();
    assertThat(pages).isGreaterThan(5);
    assertThat(paper.found("Page (\\d+) of " + pages)).isEqualTo(numbers(1, pages));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?view=print", ""})
  void nothingIsPrintedThatOnlyAScreenCanDo(String query) throws IOException {
    long id = finished("seq 1 20; exit 1");
    Paper paper = print("/deployments/" + id + query, "");

    for (String word :
        List.of(
            "Redeploy",
            "Sign out",
            "Search",
            "Go to",
            "Apply",
            "Raw log",
            "Skip",
            "Dashboard",
            "From line",
            "Show",
            "About",
            "Log of")) {
      assertThat(paper.text()).doesNotContain(word);
    }
    assertThat(paper.text()).contains(address() + "/deployments/" + id);
  }

  @Test
  void foldedStepsAreOpenOnPaper() throws IOException {
    long id = finished("echo before; echo '--- One step'; seq 1001 1010; echo '--- Two'; echo end");
    Paper paper =
        print(
            "/deployments/" + id,
            "document.querySelectorAll('details').forEach(fold => fold.open = false)");

    assertThat(paper.text()).contains("One step", "before", "1001", "1010", "end");
  }

  @Test
  void errorsAreMarkedByMoreThanColour() throws IOException {
    long id = finished("echo fine; echo 'error: bad'; echo whispered >&2; exit 1");
    Paper paper = print("/deployments/" + id + "?view=print", "");

    assertThat(paper.text()).containsPattern("(?m)^\\d+ *✕ ?error: bad$");
    assertThat(paper.text()).containsPattern("(?m)^\\d+ *whispered$");
    assertThat(paper.text()).containsPattern("(?m)^\\d+ *fine$");
  }

  @Test
  void longLinesGoOnInTheNextRow() throws IOException {
    long id = finished("head -c 3000 /dev/zero | tr '\\0' x; echo; echo end");
    Paper paper = print("/deployments/" + id + "?view=print", "");

    assertThat(paper.text().chars().filter(character -> character == 'x').count())
        .isGreaterThanOrEqualTo(3000);
  }

  @Test
  void someLinesAndTheirTimesOnDemand() throws IOException {
    long id = finished("seq 1001 1100");
    String part = "/deployments/" + id + "?view=print&from=10&to=20";
    Paper plain = print(part, "");
    Paper timed = print(part + "&times=absolute", "");
    Paper relative = print(part + "&times=relative", "");

    assertThat(plain.text()).contains("Lines 10 to 20 of 102");
    assertThat(plain.found("(?m)^(\\d+) +1\\d{3}$")).isEqualTo(numbers(10, 20));
    assertThat(plain.text()).doesNotContainPattern("\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(timed.text()).containsPattern("\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(relative.text()).containsPattern("\\+0:0\\d");
    assertThat(Monitor.has(page(part), "#log [data-at], #log a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "from=0, from, Enter a line number from 1 to 102",
    "from=9&to=x, to, Enter a line number from 1 to 102",
    "from=9&to=8, to, The last line must not come before the first"
  })
  void aRangeThatCannotBeComesBackWithItsInput(String range, String field, String message)
      throws IOException {
    long id = finished("seq 1 100");
    HtmlPage page = page("/deployments/" + id + "?view=print&" + range);

    assertThat(status(page)).isEqualTo(400);
    assertThat(page.getTitleText()).startsWith("Error: ");
    assertThat(texts(page, "#errors[autofocus] a[href='#" + field + "']")).containsExactly(message);
    assertThat(Monitor.has(page, "#" + field + "[aria-invalid=true]")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seq 1 3000",
        "for i in $(seq 1 1000); do head -c 250 /dev/zero | tr '\\0' m; echo; done",
        "for i in $(seq 1 200); do echo \"--- Step $i\"; seq 1 9; done"
      })
  void thePagesAreForeseen(String script) throws IOException {
    long id = finished(script);
    String view = "/deployments/" + id + "?view=print";
    String said = Monitor.text(page(view), "#pages b");
    Paper paper = print(view, "");

    int foreseen = Integer.parseInt(said.replaceAll("\\D*(\\d+) pages of A4.*", "$1"));
    assertThat((double) foreseen / paper.pages())
        .as("%d foreseen, %d printed", foreseen, paper.pages())
        .isBetween(0.85, 1.15);
  }

  @Test
  void tenThousandLinesTakeLessThanTenSeconds() throws IOException {
    long id = finished("for i in $(seq 1 9998); do echo \"output <$i> of a usual length\"; done");
    Paper paper = print("/deployments/" + id + "?view=print", "");

    System.out.printf(
        "PDF of 10,000 lines: %,d ms, %d pages%n", paper.took().toMillis(), paper.pages());
    assertThat(paper.found("(?m)^(\\d+) +output <\\d+> of a usual length$"))
        .isEqualTo(numbers(3, 10_000));
    assertThat(paper.took()).isLessThan(Duration.ofSeconds(10));
  }

  private BufferedImage printedFromTheDark(String path) throws IOException {
    var dark = new NewContextOptions().setColorScheme(ColorScheme.DARK);
    try (BrowserSession session = SignedIn.to(address(), ADMIN, PASSWORD, dark)) {
      Page page = session.newPage();
      page.navigate(address() + path);
      byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4").setPrintBackground(true));
      try (PDDocument document = Loader.loadPDF(pdf)) {
        return new PDFRenderer(document).renderImage(0, 1, ImageType.GRAY);
      }
    }
  }

  private Paper print(String path, String before) throws IOException {
    try (BrowserSession session =
        SignedIn.to(address(), ADMIN, PASSWORD, new NewContextOptions())) {
      Page page = session.newPage();
      long start = System.nanoTime();
      page.navigate(address() + path);
      if (!before.isEmpty()) {
        page.evaluate(before);
      }
      byte[] pdf = page.pdf(new Page.PdfOptions().setFormat("A4").setPreferCSSPageSize(true));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      try (PDDocument document = Loader.loadPDF(pdf)) {
        return Paper.of(document, took);
      }
    }
  }

  private static List<Integer> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  /**
   * A printed document.
   *
   * @param texts of its pages
   * @param took from asking for the page to having the document
   */
  private record Paper(List<String> texts, Duration took) {

    static Paper of(PDDocument document, Duration took) {
      return new Paper(
          IntStream.rangeClosed(1, document.getNumberOfPages())
              .mapToObj(page -> text(document, page))
              .toList(),
          took);
    }

    int pages() {
      return texts.size();
    }

    String text() {
      return String.join("\n", texts);
    }

    String text(int page) {
      return texts.get(page - 1);
    }

    /** The numbers that the pattern's group finds, in order. */
    List<Integer> found(String pattern) {
      return Pattern.compile(pattern)
          .matcher(text())
          .results()
          .map(result -> Integer.valueOf(result.group(1)))
          .toList();
    }

    private static String text(PDDocument document, int page) {
      try {
        var stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        return stripper.getText(document);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
