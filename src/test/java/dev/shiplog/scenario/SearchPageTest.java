package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Search inside a log: by address, whole, and in words where there is nothing to show. */
class SearchPageTest extends PageReader {

  @TempDir private Path directory;

  @Test
  void showsHitsMarkedWithTheLinesAroundThem() throws IOException {
    long id = finished("seq 1 100; echo 'An Error, an ERROR'; seq 101 200; echo error");
    HtmlPage page = page("/deployments/" + id + "?q=error");

    assertThat(status(page)).isEqualTo(200);
    assertThat(page.getTitleText()).startsWith("2 matches for “error” – app-").endsWith("Shiplog");
    assertThat(ids(page, "main li"))
        .containsExactly("L101", "L102", "L103", "L104", "L105", "L202", "L203", "L204");
    assertThat(texts(page, "main li")).contains("99", "100", "An Error, an ERROR", "101", "102");
    assertThat(texts(page, "mark")).containsExactly("Error", "ERROR", "error");
    assertThat(texts(page, "h3"))
        .containsExactly("Lines 101 to 105 in the whole log", "Lines 202 to 204 in the whole log");
    assertThat(page.querySelectorAll("[id]"))
        .extracting(node -> ((DomElement) node).getId())
        .doesNotHaveDuplicates();
  }

  @Test
  void aHitLeadsToItsLineInTheLog() throws IOException {
    long id = finished("seq 1 100; echo needle");
    HtmlPage page = page("/deployments/" + id + "?q=needle");
    HtmlPage log = page.<DomElement>querySelector("h3 a").click();

    assertThat(log.getUrl().getPath()).isEqualTo("/deployments/" + id);
    assertThat(log.getUrl().getRef()).isEqualTo("L103");
    assertThat(Monitor.text(log, "#L103")).isEqualTo("needle");
  }

  @Test
  void aHitHasTheColoursThatEarlierLinesSwitchedOn() throws IOException {
    long id =
        finished(
            "seq 1 9000; printf '\\033[31mred\\n'; seq 1 30; echo needle; printf '\\033[0m'; "
                + "echo plain; seq 1 9000; echo needle");
    HtmlPage page = page("/deployments/" + id + "?q=needle&context=0");

    assertThat(ids(page, "main li")).containsExactly("L9034", "L18036");
    assertThat(texts(page, "#L9034 .fg1 mark")).containsExactly("needle");
    assertThat(texts(page, "#L18036 .fg1")).isEmpty();
  }

  @Test
  void aHitInALineThatRedrewAnotherIsCountedAndLeadsThere() throws IOException {
    long id = finished("echo 10%; printf '\\033[1A\\033[2K20%%\\n\\033[1A\\033[2K30%%\\n'");
    HtmlPage page = page("/deployments/" + id + "?q=20%25&context=0");

    assertThat(page.getTitleText()).startsWith("1 match for “20%”");
    HtmlPage log = page.<DomElement>querySelector("h3 a").click();
    assertThat(log.getUrl().getRef()).isEqualTo("L3");
    assertThat(Monitor.text(log, "#L3")).isEqualTo("30%");
    assertThat(Monitor.has(log, "#L4")).isFalse();
    assertThat(texts(page("/deployments/" + id + "?q=10%25&context=0"), "#L3"))
        .containsExactly("30%");
  }

  @Test
  void theFormKeepsWhatWasAskedAndAsksAgain() throws IOException {
    long id = finished("echo One; echo one; echo 'o.e'");
    HtmlPage page = page("/deployments/" + id);
    page.<HtmlInput>querySelector("#q").setValue("O.e");
    page.<HtmlCheckBoxInput>querySelector("[name=regex]").setChecked(true);
    HtmlPage found = page.<DomElement>querySelector(".search button").click();
    assertThat(texts(found, "mark")).containsExactly("One", "one", "o.e");

    found.<HtmlCheckBoxInput>querySelector("[name=case]").setChecked(true);
    found.<HtmlInput>querySelector("#context").setValue("0");
    HtmlPage again = found.<DomElement>querySelector("main form button").click();

    assertThat(again.getUrl().getQuery()).isEqualTo("q=O.e&context=0&regex=true&case=true");
    assertThat(texts(again, "main li")).containsExactly("One");
    assertThat(again.<HtmlInput>querySelector("#q").getValue()).isEqualTo("O.e");
    assertThat(again.<HtmlInput>querySelector("#context").getValue()).isEqualTo("0");
    assertThat(again.<HtmlCheckBoxInput>querySelector("[name=regex]").isChecked()).isTrue();
    assertThat(again.<HtmlCheckBoxInput>querySelector("[name=case]").isChecked()).isTrue();
  }

  @Test
  void nothingFoundIsSaidInWords() throws IOException {
    long id = finished("echo one");
    HtmlPage page = page("/deployments/" + id + "?q=%3Cb%3Etwo");

    assertThat(status(page)).isEqualTo(200);
    assertThat(page.getTitleText()).startsWith("No matches for “<b>two” – ");
    assertThat(texts(page, "main h2")).containsExactly("No matches for “<b>two”");
    assertThat(page.querySelectorAll("main li")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'?q=(&regex=true', q, Not a regular expression: missing closing )",
    "?q=, q, Enter 1 to 1000 characters to search for",
    "'?q=((a{100}){100}){100}&regex=true', q, The regular expression repeats too much",
    "?q=a&context=11, context, Context must be from 0 to 10",
    "?q=a&context=few, context, Context must be from 0 to 10"
  })
  void aSearchThatCannotBeComesBackWithItsInput(String query, String field, String message)
      throws IOException {
    long id = finished("echo one");
    HtmlPage page = page("/deployments/" + id + query.replace("{", "%7B").replace("}", "%7D"));

    assertThat(status(page)).isEqualTo(400);
    assertThat(page.getTitleText()).startsWith("Error: Search – ");
    assertThat(texts(page, "#errors[autofocus] a[href='#" + field + "']")).containsExactly(message);
    DomElement input = page.querySelector("#" + field);
    assertThat(input.getAttribute("aria-invalid")).isEqualTo("true");
    assertThat(query).contains(field + "=" + input.getAttribute("value"));
    assertThat(page.querySelectorAll("[aria-invalid]")).hasSize(1);
  }

  @Test
  void tooManyHitsAreCutAndThatIsSaid() throws IOException {
    long id = finished("yes match | head -1500");
    HtmlPage page = page("/deployments/" + id + "?q=match");

    assertThat(page.getTitleText()).startsWith("More than 1,000 matches for “match” – ");
    assertThat(Monitor.text(page, ".banner")).contains("first 1,000 lines", "there are more");
    assertThat(page.querySelectorAll("li:has(mark)").size()).isEqualTo(1000);
  }

  @Test
  void aHitOfTextThatWasRedrawnIsSaidAndStillLeadsThere() throws IOException {
    long id = finished("echo start; printf 'loading 50%%\\rloaded everything\\n'; echo end");
    HtmlPage page = page("/deployments/" + id + "?q=50%25&context=0");

    assertThat(page.getTitleText()).startsWith("1 match for “50%” – ");
    assertThat(Monitor.text(page, "main .passage h3 a")).startsWith("Line 4");
    assertThat(texts(page, "#L4")).containsExactly("loaded everything");
    assertThat(page.querySelectorAll("mark")).isEmpty();
    assertThat(Monitor.text(page, ".passage .hint")).contains("Line 4", "only the raw log");
  }

  @Test
  void searchesTheLinesSoFarOfARunningDeployment() throws IOException {
    var gate = new Gate(directory);
    long id = api().deploy(api().createApp("printf 'nee%s\\n' dle; " + gate.waitFor(), ""));
    api().awaitLog(id, "\nneedle\n");
    HtmlPage page = page("/deployments/" + id + "?q=needle");
    HtmlPage none = page("/deployments/" + id + "?q=haystack");
    gate.open();
    api().awaitEnd(id);

    assertThat(ids(page, "li:has(mark)")).containsExactly("L3");
    assertThat(Monitor.text(page, "main")).contains("still runs: these are the lines so far");
    assertThat(Monitor.text(none, "main")).contains("No line of the log matches it", "still runs");
  }

  @Test
  void aSearchThatTakesTooLongSaysThatItDidNotReachTheEnd() throws IOException {
    long id =
        finished("for i in $(seq 1 200); do head -c 60000 /dev/zero | tr '\\0' x; echo; done");
    HtmlPage page =
        page(
            "/deployments/"
                + id
                + "?q=(x?){900}§&regex=true".replace("{", "%7B").replace("}", "%7D"));

    assertThat(status(page)).isEqualTo(200);
    assertThat(page.getTitleText())
        .startsWith("No matches in the time allowed for “(x?){900}§” – ");
    assertThat(Monitor.text(page, ".banner"))
        .contains("took too long", "Later lines were not searched");
    assertThat(Monitor.text(page, "main")).doesNotContain("No line of the log matches");
  }

  @Test
  void pageAndApiAgreeOnTheLines() throws IOException {
    long id = finished("for i in $(seq 1 50); do seq 1 40; echo \"hit $i\"; done");
    List<String> ofThePage =
        ids(page("/deployments/" + id + "?q=hit+%5B0-9%5D%2B&regex=true"), "main li:has(mark)");
    List<String> ofTheApi =
        api()
            .call("GET", "/api/deployments/" + id + "/log/search?q=hit+%5B0-9%5D%2B&regex=true", "")
            .path("items")
            .valueStream()
            .map(item -> "L" + item.path("number").asLong())
            .toList();

    assertThat(ofThePage).hasSize(50).isEqualTo(ofTheApi);
  }

  @Test
  void aPatternThatBlowsUpElsewhereIsAnsweredAtOnce() throws IOException {
    long id = finished("head -c 50000 /dev/zero | tr '\\0' a; echo; seq 1 20000");
    long start = System.nanoTime();
    HtmlPage page = page("/deployments/" + id + "?q=(a%2B)%2B%24&regex=true");

    assertThat(status(page)).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
  }
}
