package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** What any {@link LogStore} must do. */
@Timeout(60)
abstract class LogStoreContract {

  static final Instant NOW = Instant.parse("2025-11-14T10:00:00.123Z");
  static final long ID = 456;

  final List<Long> nudges = new CopyOnWriteArrayList<>();
  LogStore store;

  /** A store of its own, empty at the first call in a test, with the same logs at the next. */
  abstract LogStore newStore(LogSettings settings, Clock clock, LogListener listener);

  static LogSettings settings(int maxLineBytes, long maxBytes) {
    return new LogSettings(
        DataSize.ofBytes(maxLineBytes), DataSize.ofBytes(maxBytes), 10_000, false);
  }

  @BeforeEach
  void createStore() {
    use(settings(1 << 16, 100 << 20));
  }

  void use(LogSettings settings) {
    store = newStore(settings, Clock.fixed(NOW, ZoneOffset.UTC), nudges::add);
  }

  static void out(LogAppender log, String text) {
    append(log, LogStream.STDOUT, text);
  }

  static void append(LogAppender log, LogStream stream, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    log.append(stream, bytes, 0, bytes.length);
  }

  void write(String text, String... secrets) {
    try (LogAppender log = store.open(ID, List.of(secrets))) {
      out(log, text);
    }
  }

  List<LogLine> lines() {
    return store.read(ID, 1, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  static String text(LogLine line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }

  List<String> texts() {
    return lines().stream().map(LogStoreContract::text).toList();
  }

  static String text(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aLogThatWasNeverWrittenReadsAsEmpty() throws IOException {
    assertThat(store.size(ID)).isEqualTo(new LogSize(0, 0));
    assertThat(lines()).isEmpty();
    assertThat(text(store.bytes(ID, 1, 10))).isEmpty();
    assertThat(text(store.range(ID, 0, 10))).isEmpty();
    store.delete(ID);
  }

  @Test
  void linesAreReadableWhenAppendReturns() {
    try (LogAppender log = store.open(ID, List.of())) {
      out(log, "one\ntw");
      assertThat(texts()).containsExactly("one\n");
      assertThat(store.size(ID)).isEqualTo(new LogSize(1, 4));
      append(log, LogStream.STDERR, "bad\n");
      out(log, "o\n");
      log.system("note");

      assertThat(lines()).extracting(LogLine::number).containsExactly(1L, 2L, 3L, 4L);
      assertThat(lines()).extracting(LogLine::time).containsOnly(NOW);
      assertThat(lines())
          .extracting(LogLine::stream)
          .containsExactly(LogStream.STDOUT, LogStream.STDERR, LogStream.STDOUT, LogStream.SYSTEM);
      assertThat(texts()).containsExactly("one\n", "bad\n", "two\n", "note\n");
    }
  }

  @Test
  void bytesComeBackAsTheyWere() throws IOException {
    byte[] all = new byte[256 * 3];
    IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
    try (LogAppender log = store.open(ID, List.of())) {
      log.append(LogStream.STDOUT, all, 0, all.length);
    }
    try (InputStream bytes = store.range(ID, 0, Long.MAX_VALUE)) {
      assertThat(bytes.readAllBytes()).isEqualTo(all);
    }
  }

  @Test
  void flushEndsTailsAsLinesOfTheirOwn() {
    try (LogAppender log = store.open(ID, List.of())) {
      append(log, LogStream.STDERR, "b");
      out(log, "a");
      log.flush();
      log.flush();
      out(log, "c");
    }
    assertThat(texts()).containsExactly("a\n", "b\n", "c");
  }

  @Test
  void closeKeepsTheMissingNewlineOfTheVeryLastLineOnly() {
    try (LogAppender log = store.open(ID, List.of())) {
      out(log, "a");
      append(log, LogStream.STDERR, "b");
    }
    assertThat(texts()).containsExactly("a\n", "b");
    assertThat(store.size(ID)).isEqualTo(new LogSize(2, 3));
  }

  @Test
  void openContinuesALogAndEndsItsLastLine() {
    write("one\ntwo");
    write("three\n");
    assertThat(texts()).containsExactly("one\n", "two\n", "three\n");
  }

  @Test
  void anotherStoreReadsTheSameLines() {
    try (LogAppender log = store.open(ID, List.of())) {
      append(log, LogStream.STDERR, "one\ntwo");
    }
    createStore();
    assertThat(texts()).containsExactly("one\n", "two");
    assertThat(lines()).extracting(LogLine::stream).containsOnly(LogStream.STDERR);
  }

  @Test
  void readsRangesOfLinesAndOfBytes() throws IOException {
    write(IntStream.rangeClosed(1, 2000).mapToObj(i -> i + "\n").collect(Collectors.joining()));

    assertThat(store.read(ID, 999, 1001, 1 << 20))
        .extracting(LogStoreContract::text)
        .containsExactly("999\n", "1000\n", "1001\n");
    assertThat(store.read(ID, 2000, 5000, 1 << 20)).hasSize(1);
    assertThat(store.read(ID, 2001, 5000, 1 << 20)).isEmpty();
    assertThat(store.read(ID, -5, 1, 1 << 20)).hasSize(1);
    assertThat(store.read(ID, 1, 2000, 1 << 20)).hasSize(2000);
    assertThat(text(store.bytes(ID, 1999, 9999))).isEqualTo("1999\n2000\n");
    assertThat(text(store.bytes(ID, 2, 3))).isEqualTo("2\n3\n");
    assertThat(text(store.bytes(ID, 3, 2))).isEmpty();
    assertThat(text(store.range(ID, 2, 3))).isEqualTo("2\n3");
    long end = store.size(ID).bytes();
    assertThat(text(store.range(ID, end - 2, 100))).isEqualTo("0\n");
    assertThat(text(store.range(ID, end + 2, 100))).isEmpty();
  }

  @Test
  void aReadStopsAfterTheLineThatReachesTheBytesAskedFor() {
    write("1234\n1234\n1234\n");
    assertThat(store.read(ID, 1, 3, 0)).hasSize(1);
    assertThat(store.read(ID, 1, 3, 5)).hasSize(1);
    assertThat(store.read(ID, 1, 3, 6)).hasSize(2);
    assertThat(store.read(ID, 2, 3, 10)).hasSize(2);
  }

  @Test
  void oneAppenderPerLogAtATime() {
    LogAppender log = store.open(ID, List.of());
    assertThatThrownBy(() -> store.open(ID, List.of())).isInstanceOf(IllegalStateException.class);
    store.open(ID + 1, List.of()).close();
    log.close();
    log.close();
    assertThatThrownBy(() -> out(log, "x\n")).isInstanceOf(IllegalStateException.class);
    store.open(ID, List.of()).close();
    assertThat(lines()).isEmpty();
  }

  @Test
  void aDeletedLogIsEmptyAndOthersStay() {
    write("one\n");
    store.open(ID + 1, List.of()).close();
    store.delete(ID + 1);
    assertThat(texts()).containsExactly("one\n");
    store.delete(ID);
    assertThat(lines()).isEmpty();
    write("new\n");
    assertThat(texts()).containsExactly("new\n");
  }

  @Test
  void aDeletedLogCanBeOpenedAgainWhileItsAppenderIsStillOpen() {
    LogAppender old = store.open(ID, List.of());
    out(old, "old\n");
    store.delete(ID);
    assertThat(lines()).isEmpty();
    try (LogAppender log = store.open(ID, List.of())) {
      out(old, "lost\n");
      old.close();
      out(log, "new\n");
      assertThat(texts()).containsExactly("new\n");
    }
  }

  @Test
  void listenersAreNudgedWhenLinesBecameReadableAndAfterClosing() {
    LogAppender log = store.open(ID, List.of());
    out(log, "no line yet");
    assertThat(nudges).isEmpty();
    out(log, "\n");
    assertThat(nudges).containsExactly(ID);
    log.system("note");
    log.flush();
    assertThat(nudges).containsExactly(ID, ID);
    log.close();
    assertThat(nudges).containsExactly(ID, ID, ID);
  }

  @Test
  void aFailingListenerDoesNotStopTheWriter() {
    store =
        newStore(
            settings(1 << 16, 1 << 20),
            Clock.systemUTC(),
            id -> {
              throw new IllegalStateException("a listener that fails on purpose");
            });
    write("one\n");
    assertThat(texts()).containsExactly("one\n");
  }

  @Test
  void secretsDoNotReachTheStoreWhereverTheInputIsCut() {
    String input = "key=hunter22 and\nBEGIN\nline-1\nend hunter2\n";
    for (int cut = 0; cut <= input.length(); cut++) {
      long id = cut;
      try (LogAppender log = store.open(id, List.of("hunter22", "BEGIN\n  line-1\r\n}"))) {
        out(log, input.substring(0, cut));
        append(log, LogStream.STDERR, "hunter22");
        out(log, input.substring(cut));
        log.system("$ login hunter22");
      }
      assertThat(store.read(id, 1, 9, 1 << 20))
          .extracting(LogStoreContract::text)
          .containsExactlyInAnyOrder(
              "key=*** and\n", "***\n", "***\n", "end hunter2\n", "$ login ***\n", "***");
    }
  }

  @Test
  void longLinesAreSplitWithAMark() {
    use(settings(16, 1 << 20));
    write("0123456789abcdef\n0123456789abcdefg\n" + "x".repeat(40));
    String mark = " … [line continues]\n";
    assertThat(texts())
        .containsExactly(
            "0123456789abcdef\n",
            "0123456789abcdef" + mark,
            "g\n",
            "x".repeat(16) + mark,
            "x".repeat(16) + mark,
            "x".repeat(8));
  }

  @Test
  void aSecretAtTheCutOfALongLineIsMasked() {
    use(settings(16, 1 << 20));
    for (int before = 0; before < 40; before++) {
      store.delete(ID);
      write("x".repeat(before) + "hunter22" + "y".repeat(30) + "\n", "hunter22");
      assertThat(String.join("", texts()).replace(" … [line continues]\n", ""))
          .isEqualTo("x".repeat(before) + "***" + "y".repeat(30) + "\n");
    }
  }

  @Test
  void whatIsBeyondTheLimitIsDroppedAndSaid() {
    use(settings(1 << 16, 20));
    try (LogAppender log = store.open(ID, List.of())) {
      out(log, "0123456789\n0123456789\nsmall\n");
      log.system("still heard");
      append(log, LogStream.STDERR, "tail");
    }
    assertThat(texts())
        .containsExactly(
            "0123456789\n", "still heard\n", "[log limit reached: 21 bytes dropped]\n");
    assertThat(lines().get(2).stream()).isEqualTo(LogStream.SYSTEM);
  }

  @Test
  void aLogOfExactlyTheLimitIsWhole() {
    use(settings(1 << 16, 20));
    write("123456789\n123456789\n");
    assertThat(texts()).containsExactly("123456789\n", "123456789\n");
  }

  @Test
  void systemLinesAreWholeLinesAndLimitedToo() {
    use(settings(1 << 16, 1000));
    try (LogAppender log = store.open(ID, List.of())) {
      log.system("one\r\nforged");
      IntStream.range(0, 100).forEach(i -> log.system("x".repeat(1000)));
    }
    assertThat(texts().get(0)).isEqualTo("one  forged\n");
    assertThat(store.size(ID).bytes()).isBetween(60_000L, 70_000L);
    assertThat(texts().get(texts().size() - 1)).startsWith("[log limit reached: ");
  }

  @Test
  void aReaderThatFollowsAWriterEndsWithExactlyItsLines() throws Exception {
    int count = 20_000;
    try (LogAppender log = store.open(ID, List.of())) {
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> IntStream.rangeClosed(1, count).forEach(i -> out(log, "line " + i + "\n")));
      List<String> read = new ArrayList<>();
      while (read.size() < count && !writer.isCompletedExceptionally()) {
        LogSize size = store.size(ID);
        List<LogLine> next = store.read(ID, read.size() + 1L, Long.MAX_VALUE, 1 << 16);
        assertThat(read.size() + next.size() > 0 || size.lines() == 0).isTrue();
        next.forEach(line -> read.add(line.number() + ":" + text(line)));
      }
      writer.get(30, TimeUnit.SECONDS);
      assertThat(read)
          .isEqualTo(
              IntStream.rangeClosed(1, count).mapToObj(i -> i + ":line " + i + "\n").toList());
    }
  }

  @Test
  void writersOnSeveralThreadsKeepTheirOwnOrder() {
    try (LogAppender log = store.open(ID, List.of())) {
      CompletableFuture<?>[] writers =
          List.of(LogStream.STDOUT, LogStream.STDERR).stream()
              .map(
                  stream ->
                      CompletableFuture.runAsync(
                          () ->
                              IntStream.range(0, 3000).forEach(i -> append(log, stream, i + "\n"))))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(writers).join();
    }
    for (LogStream stream : List.of(LogStream.STDOUT, LogStream.STDERR)) {
      assertThat(lines().stream().filter(line -> line.stream() == stream))
          .extracting(LogStoreContract::text)
          .isEqualTo(IntStream.range(0, 3000).mapToObj(i -> i + "\n").toList());
    }
  }
}
