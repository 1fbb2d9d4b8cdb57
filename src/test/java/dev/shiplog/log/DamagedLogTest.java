package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happened to the files of a log, what is read are lines that are in it. */
@Timeout(300)
class DamagedLogTest {

  private static final long ID = 456;
  private static final Instant NOW = Instant.parse("2025-11-14T10:00:00.123Z");
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

  /** Enough for any of these logs, and much less than a damaged record may claim. */
  private static final long MOST_ALLOCATED = 64 << 20;

  @TempDir Path data;

  private LogFiles files;
  private FileLogStore store;

  @BeforeEach
  void create() {
    files = LogFiles.of(data.resolve("logs"), ID);
    store = newStore();
  }

  private FileLogStore newStore() {
    return new FileLogStore(
        LogStoreContract.settings(1 << 16, 100 << 20),
        data,
        Clock.fixed(NOW, ZoneOffset.UTC),
        List::of);
  }

  private void write(Random random) throws IOException {
    Files.deleteIfExists(files.index());
    Files.deleteIfExists(files.log());
    try (LogAppender log = store.open(ID, List.of())) {
      write(log, random);
    }
  }

  private static void write(LogAppender log, Random random) {
    int count = random.nextInt(1000);
    for (int i = 0; i < count; i++) {
      String text = "x".repeat(random.nextInt(random.nextInt(50) == 0 ? 5000 : 20));
      LogStoreContract.append(log, LogStream.values()[random.nextInt(2)], text + "\n");
    }
    LogStoreContract.out(log, random.nextBoolean() ? "a tail" : "a line\n");
  }

  @ParameterizedTest
  @EnumSource
  void oneDamage(LogDamage damage) throws IOException {
    for (int seed = 0; seed < 15; seed++) {
      Random random = new Random(seed);
      write(random);
      damage.strikeIfItCan(files.log(), files.index(), random);
      assertReadable(damage + " with seed " + seed, random);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void severalDamages(int count) throws IOException {
    LogDamage[] all = LogDamage.values();
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      write(random);
      List<LogDamage> damages = random.ints(count, 0, all.length).mapToObj(i -> all[i]).toList();
      for (LogDamage damage : damages) {
        damage.strikeIfItCan(files.log(), files.index(), random);
      }
      assertReadable(damages + " with seed " + seed, random);
    }
  }

  /** In any order of calls, of which the first may be the one that meets the damage. */
  private void assertReadable(String damage, Random random) throws IOException {
    List<String> truth = truth();
    long before = allocated();
    readSomewhere(damage, truth, random);
    assertThat(read(1, Long.MAX_VALUE)).as(damage).isEqualTo(truth);
    assertThat(store.size(ID))
        .as(damage)
        .isEqualTo(new LogSize(truth.size(), String.join("", truth).length()));
    int from = random.nextInt(truth.size() + 1);
    assertThat(read(from + 1, Long.MAX_VALUE))
        .as(damage)
        .isEqualTo(truth.subList(from, truth.size()));
    assertThat(allocated() - before).as(damage).isLessThan(MOST_ALLOCATED);
    if (!Files.isDirectory(files.index())) {
      goOnWriting(damage, truth);
    }
  }

  /** Before the whole was read, a number may be one of the damaged index; the lines are real. */
  private void readSomewhere(String damage, List<String> truth, Random random) throws IOException {
    String whole = String.join("", truth);
    int from = 1 + random.nextInt(truth.size() + 1);
    int to = from + random.nextInt(100);
    switch (random.nextInt(4)) {
      case 0 -> assertThat(consecutive(read(from, to), truth)).as(damage).isTrue();
      case 1 -> {
        String bytes = text(store.bytes(ID, from, to));
        assertThat(whole).as(damage).contains(bytes);
        assertThat(consecutive(lines(bytes), truth)).as(damage).isTrue();
      }
      case 2 -> assertThat(text(store.range(ID, 0, Long.MAX_VALUE))).as(damage).isEqualTo(whole);
      default -> {
        var query = new LogSearch.Query("x", false, false, 0);
        new LogSearch(store)
            .search(ID, query)
            .lines()
            .forEach(found -> assertThat(truth).as(damage).contains(line(found.line())));
      }
    }
  }

  private void goOnWriting(String damage, List<String> truth) throws IOException {
    try (LogAppender log = store.open(ID, List.of())) {
      log.system("interrupted");
    }
    List<String> more = new ArrayList<>(lines(String.join("", truth)));
    if (!more.isEmpty() && !more.get(more.size() - 1).endsWith("\n")) {
      more.set(more.size() - 1, more.get(more.size() - 1) + "\n");
    }
    more.add("interrupted\n");
    assertThat(read(1, Long.MAX_VALUE)).as(damage).isEqualTo(more);
  }

  /** Reads from line to line as the renderers do; numbers and times are right. */
  private List<String> read(long from, long to) {
    List<LogLine> lines = new ArrayList<>();
    List<LogLine> next = store.read(ID, from, to, 1 << 12);
    while (!next.isEmpty()) {
      lines.addAll(next);
      next = store.read(ID, from + lines.size(), to, 1 << 12);
    }
    assertThat(lines)
        .extracting(LogLine::number)
        .isEqualTo(LongStream.range(from, from + lines.size()).boxed().toList());
    assertThat(lines)
        .allSatisfy(line -> assertThat(line.time()).isBetween(Instant.EPOCH, END_OF_TIME));
    return lines.stream().map(DamagedLogTest::line).toList();
  }

  private List<String> truth() throws IOException {
    return Files.exists(files.log())
        ? lines(Files.readString(files.log(), StandardCharsets.ISO_8859_1))
        : List.of();
  }

  private static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)"));
  }

  private static boolean consecutive(List<String> some, List<String> all) {
    return IntStream.rangeClosed(0, all.size() - some.size())
        .anyMatch(i -> all.subList(i, i + some.size()).equals(some));
  }

  private static String line(LogLine line) {
    return new String(line.bytes(), StandardCharsets.ISO_8859_1);
  }

  private static String text(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*LOG")
  void anIndexThatIsDamagedWhileItsLogIsWritten(LogDamage damage) throws IOException {
    for (int seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      store.delete(ID);
      try (LogAppender log = store.open(ID, List.of())) {
        write(log, random);
        LogSize size = store.size(ID);
        List<String> written = truth();
        damage.strikeIfItCan(files.log(), files.index(), random);
        assertThat(store.size(ID)).isEqualTo(size);
        assertThat(read(1, size.lines())).as(damage + " with seed " + seed).isEqualTo(written);
        LogStoreContract.out(log, "more\n");
        assertThat(read(1, Long.MAX_VALUE)).as(damage + " with seed " + seed).isEqualTo(truth());
      }
      store.delete(ID);
    }
  }

  @Test
  void aRepairedIndexKeepsTheTimesAndStreamsThatItKnows() throws IOException {
    try (LogAppender log = store.open(ID, List.of())) {
      LogStoreContract.append(log, LogStream.STDERR, "one\n");
      LogStoreContract.append(log, LogStream.STDERR, "two\n");
      LogStoreContract.append(log, LogStream.STDERR, "three\n");
    }
    byte[] index = Files.readAllBytes(files.index());
    Arrays.fill(index, 16, 32, (byte) -1);
    Files.write(files.index(), index);

    List<LogLine> lines = store.read(ID, 1, 3, 1 << 20);

    assertThat(lines).extracting(LogLine::time).containsOnly(NOW);
    assertThat(lines)
        .extracting(LogLine::stream)
        .containsExactly(LogStream.STDERR, LogStream.STDOUT, LogStream.STDERR);
  }

  @Test
  void aLogThatIsMissingForAWhileKeepsItsIndex() throws IOException {
    write(new Random(1));
    List<String> lines = read(1, Long.MAX_VALUE);
    byte[] index = Files.readAllBytes(files.index());
    Path elsewhere = data.resolve("elsewhere");
    Files.move(files.log(), elsewhere);

    assertThat(store.size(ID)).isEqualTo(new LogSize(0, 0));
    assertThat(read(1, Long.MAX_VALUE)).isEmpty();

    Files.move(elsewhere, files.log());
    assertThat(read(1, Long.MAX_VALUE)).isEqualTo(lines);
    assertThat(Files.readAllBytes(files.index())).isEqualTo(index);
  }

  @Test
  void aLogThatCannotBeReadSaysSo() throws IOException {
    write(new Random(1));
    Files.delete(files.log());
    Files.createDirectory(files.log());

    assertThat(store.size(ID)).isEqualTo(new LogSize(0, 0, false));
    assertThatThrownBy(() -> store.read(ID, 1, 9, 9)).isInstanceOf(UnreadableLogException.class);
    assertThatThrownBy(() -> store.bytes(ID, 1, 9)).isInstanceOf(UnreadableLogException.class);
    assertThatThrownBy(() -> store.range(ID, 0, 9)).isInstanceOf(UnreadableLogException.class);
  }

  @Test
  void bytesThatAreNoLinesAreReadInPieces() throws IOException {
    Files.createDirectories(files.log().getParent());
    try (RandomAccessFile log = new RandomAccessFile(files.log().toFile(), "rw")) {
      log.setLength(2L * LineReader.LONGEST_LINE + 5);
    }

    for (int reading = 0; reading < 2; reading++) {
      assertThat(store.size(ID)).isEqualTo(new LogSize(3, 2L * LineReader.LONGEST_LINE + 5));
      assertThat(store.read(ID, 2, 2, 1).get(0).bytes()).hasSize(LineReader.LONGEST_LINE);
      assertThat(store.read(ID, 3, 3, 1).get(0).bytes()).hasSize(5);
      store = newStore();
    }
  }

  @Test
  void anIndexThatCannotBeWrittenIsMadeOnceForManyReads() throws IOException {
    var log = new ByteArrayOutputStream();
    for (int i = 0; i < 200_000; i++) {
      log.writeBytes(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Files.createDirectories(files.index());
    Files.write(files.log(), log.toByteArray());
    store.size(ID);

    long before = allocated();
    for (int line = 1; line <= 200_000; line += 1000) {
      assertThat(store.read(ID, line, line, 1)).hasSize(1);
    }
    assertThat(allocated() - before).isLessThan(MOST_ALLOCATED);
  }
}
