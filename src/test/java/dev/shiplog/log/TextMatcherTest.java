package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextMatcherTest {

  private final AtomicLong nanoTime = new AtomicLong();

  @ParameterizedTest
  @CsvSource({
    "error, false, false, 'An Error: ERROR', 'Error|ERROR'",
    "error, false, true, 'An Error: error', error",
    "a.c, false, false, 'abc a.c', a.c",
    "a.c, true, false, 'abc a.c', 'abc|a.c'",
    "äÖ, false, false, 'xÄöx', Äö",
    "'\\E(', false, false, '\\e( \\E(', '\\e(|\\E('",
    "x*, true, false, 'axxbx', 'xx|x'",
    "no, false, false, text, ''"
  })
  void findsWhatIsLookedFor(
      String query, boolean regex, boolean caseSensitive, String text, String expected) {
    List<String> found =
        matcher(query, regex, caseSensitive).find(text).stream()
            .map(match -> text.substring(match.start(), match.end()))
            .toList();
    assertThat(String.join("|", found)).isEqualTo(expected);
  }

  @Test
  void marksNoMoreOfALineThanAReaderCouldUse() {
    assertThat(matcher("a", false, false).find("a".repeat(5000))).hasSize(1000);
  }

  @Test
  void findsNothingAnyMoreOnceTheTimeIsOver() {
    TextMatcher matcher = matcher("a", false, false);
    String text = "a".repeat(200);
    assertThat(matcher.find(text)).hasSize(200);
    nanoTime.set(Duration.ofSeconds(2).toNanos());
    assertThat(matcher.find(text)).hasSizeLessThan(200);
    assertThat(matcher.find("a")).isEmpty();
  }

  private TextMatcher matcher(String text, boolean regex, boolean caseSensitive) {
    return TextMatcher.of(
        new LogSearch.Query(text, regex, caseSensitive, 0),
        new Deadline(nanoTime::get, Duration.ofSeconds(1)));
  }
}
