package dev.shiplog.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartCacheTest {

  private final PartCache cache = new PartCache();
  private final AtomicInteger renderings = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 70_000, 3_000_000})
  void thePageIsWhatWasWrittenTheFirstTimeAndEveryTimeAfter(int length) throws IOException {
    List<String> part = text(length);
    String whole = String.join("", part);

    assertThat(page("<p>Grüße, ada</p>", "log", part, "<p>Grüße, ada</p>"))
        .isEqualTo("<p>Grüße, ada</p>" + whole + "<p>Grüße, ada</p>");
    assertThat(page("<p>Grüße, bob</p>", "log", part, "</body>"))
        .isEqualTo("<p>Grüße, bob</p>" + whole + "</body>");
  }

  @Test
  void aPartIsRenderedOnce() throws IOException {
    page("a", "log", text(1000), "z");
    page("b", "log", text(1000), "z");
    page("c", "other", text(1000), "z");

    assertThat(renderings).hasValue(2);
  }

  @Test
  void aPartTooLargeToKeepIsRenderedAgain() throws IOException {
    Random random = new Random(1);
    List<String> noise =
        Stream.generate(() -> Long.toString(random.nextLong(), 36)).limit(1_300_000).toList();

    String once = page("a", "log", noise, "z");

    assertThat(page("a", "log", noise, "z")).isEqualTo(once).hasSizeGreaterThan(8 << 20);
    assertThat(renderings).hasValue(2);
  }

  @Test
  void aPartThatCouldNotBeRenderedIsNotKept() throws IOException {
    PartCache.Part broken =
        out -> {
          out.write('a');
          throw new IllegalStateException("cannot be read");
        };
    try {
      cache.writeGzip("", "log", broken, "", new ByteArrayOutputStream());
    } catch (IllegalStateException expected) {
      assertThat(page("", "log", List.of("whole"), "")).isEqualTo("whole");
      return;
    }
    throw new AssertionError("the fault was swallowed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 4096, 100_003})
  void checksumsOfPiecesMakeTheChecksumOfTheWhole(int cut) {
    byte[] bytes = new byte[100_003];
    new Random(3).nextBytes(bytes);

    int combined =
        Checksum.combined(
            crc(bytes, 0, cut), crc(bytes, cut, bytes.length - cut), bytes.length - cut);

    assertThat(combined).isEqualTo(crc(bytes, 0, bytes.length));
  }

  private String page(String head, Object key, List<String> part, String tail) throws IOException {
    var out = new ByteArrayOutputStream();
    PartCache.Part counted =
        to -> {
          renderings.incrementAndGet();
          for (String piece : part) {
            to.write(piece.getBytes(StandardCharsets.UTF_8));
          }
        };
    cache.writeGzip(head, key, counted, tail, out);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> text(int length) {
    List<String> pieces = new ArrayList<>();
    for (int written = 0; written < length; ) {
      String piece = "<li id=\"L" + written + "\">line ✓ " + written * 31 + "</li>";
      pieces.add(piece);
      written += piece.length();
    }
    return pieces;
  }

  private static int crc(byte[] bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
