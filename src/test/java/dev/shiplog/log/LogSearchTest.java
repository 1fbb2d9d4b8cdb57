package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shiplog.problem.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LogSearchTest {

  @TempDir Path data;
  private LogStore store;
  private LogSearch search;

  @BeforeEach
  void create() {
    LogSettings settings = LogStoreContract.settings(1 << 16, 200 << 20);
    store = new FileLogStore(settings, data, Clock.systemUTC(), List::of);
    search = new LogSearch(store);
  }

  private void log(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (LogAppender log = store.open(1, List.of())) {
      log.append(LogStream.STDOUT, bytes, 0, bytes.length);
    }
  }

  private static LogSearch.Query text(String text) {
    return new LogSearch.Query(text, false, false, 0);
  }

  private static LogSearch.Query regex(String text) {
    return new LogSearch.Query(text, true, false, 0);
  }

  private List<Long> numbers(LogSearch.Query query) {
    return search.search(1, query).lines().stream().map(line -> line.line().number()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "error, false, false, 1|2|3|6",
    "error, false, true, 2|3|6",
    "ERROR, false, false, 1|2|3|6",
    "über, false, false, 4|5",
    "Über, false, true, 4",
    "e.ror, false, false, ''",
    "e.ror, true, false, 1|2|3|6",
    "^an error$, true, true, 2|3",
    "ÜBER, true, false, 4|5",
    "[31m, false, false, ''",
  })
  void findsTextAsItIsRead(String text, boolean regex, boolean caseSensitive, String expected) {
    log(
        "An ERROR\nan error\r\nan \u001b[31merr\u001b[0mor\nÜber\nüber \u0000\n"
            + "\u001b]unterminated error\n");
    List<Long> numbers = numbers(new LogSearch.Query(text, regex, caseSensitive, 0));
    String found = String.join("|", numbers.stream().map(String::valueOf).toList());
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void showsEachLineOfContextOnce() {
    log("1\n2\nhit\n4\nhit\n6\n7\n8\n9\n10\nhit\n");
    LogSearch.Result result = search.search(1, new LogSearch.Query("hit", false, false, 2));
    assertThat(result.lines())
        .extracting(line -> (line.hit() ? "+" : "") + line.line().number())
        .containsExactly("1", "2", "+3", "4", "+5", "6", "7", "9", "10", "+11");
    assertThat(result.hits()).isEqualTo(3);
    assertThat(result.more()).isFalse();
    assertThat(result.timedOut()).isFalse();
  }

  @Test
  void saysWhenThereAreMoreHits() {
    log("hit\n".repeat(LogSearch.MAX_HITS));
    assertThat(search.search(1, text("hit")).more()).isFalse();
    log("hit\n");
    LogSearch.Result result = search.search(1, text("hit"));
    assertThat(result.more()).isTrue();
    assertThat(result.lines()).hasSize(LogSearch.MAX_HITS);
  }

  @Test
  void boundsTheBytesOfAResult() {
    log(("hit" + "x".repeat(60_000) + "\n").repeat(500));
    LogSearch.Result result = search.search(1, text("hit"));
    assertThat(result.more()).isTrue();
    assertThat(result.hits()).isBetween(100, 200);
  }

  @Test
  void saysWhenTimeIsOver() {
    log("hit\n".repeat(100));
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - Duration.ofMillis(450).toNanos());
    LogSearch slow = new LogSearch(store, () -> now.getAndAdd(Duration.ofMillis(100).toNanos()));
    LogSearch.Result result = slow.search(1, text("hit"));
    assertThat(result.timedOut()).isTrue();
    assertThat(result.hits()).isEqualTo(20);
  }

  @Test
  void oneLineCannotHoldASearchUp() {
    log("x".repeat(60_000) + "\n");
    AtomicLong now = new AtomicLong();
    LogSearch slow = new LogSearch(store, () -> now.getAndAdd(Duration.ofMillis(100).toNanos()));
    assertThat(slow.search(1, regex("(x+x+)+[yz]")).timedOut()).isTrue();
  }

  @Test
  void anEmptyLogHasNoHits() {
    assertThat(search.search(1, text("x")).lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "[a", "a**b(", "(?=x)", "\\8", "((((a{100}){100}){100}){100})", "(((x{9}{9}"})
  void refusesWhatIsNoExpressionOrTooLarge(String bad) {
    assertThatThrownBy(() -> search.search(1, regex(bad)))
        .isInstanceOfSatisfying(
            InvalidInputException.class, refused -> assertThat(refused.field()).isEqualTo("q"));
  }

  @Test
  void refusesTextsAndContextsOutOfRange() {
    for (String bad : List.of("", "x".repeat(1001))) {
      assertThatThrownBy(() -> search.search(1, text(bad)))
          .isInstanceOf(InvalidInputException.class);
    }
    for (int context : new int[] {-1, 11}) {
      assertThatThrownBy(() -> search.search(1, new LogSearch.Query("x", false, false, context)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("0 to 10");
    }
    assertThat(search.search(1, text("x".repeat(1000))).lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a+)+$", "(.*)*[bc]", "(x|xx|y{0,900})+[zq]", "\\pL{1000}x"})
  void hostileExpressionsEndInTime(String hostile) {
    log(("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" + "x".repeat(50_000) + "\n").repeat(100));
    long start = System.nanoTime();
    search.search(1, regex(hostile));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
