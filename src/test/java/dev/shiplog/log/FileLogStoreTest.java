package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogStoreTest extends LogStoreContract {

  @TempDir Path data;

  @Override
  LogStore newStore(LogSettings settings, Clock clock, LogListener listener) {
    return new FileLogStore(settings, data, clock, () -> List.of(listener));
  }

  private Path log() {
    return data.resolve("logs/456.log");
  }

  private Path index() {
    return data.resolve("logs/456.idx");
  }

  private void writeStderr(String text) {
    try (LogAppender log = store.open(ID, List.of())) {
      append(log, LogStream.STDERR, text);
    }
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  private static void add(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  @Test
  void theLogFileHoldsTheBytesAndTheIndexARecordPerLine() throws IOException {
    write("one\ntwo");
    assertThat(log()).hasContent("one\ntwo");
    assertThat(Files.size(index())).isEqualTo(32);
  }

  @Test
  void aTornRecordIsCutAndItsLineIndexedAgain() throws IOException {
    writeStderr("one\ntwo\n");
    cut(index(), 23);
    assertThat(texts()).containsExactly("one\n", "two\n");
    assertThat(lines())
        .extracting(LogLine::stream)
        .containsExactly(LogStream.STDERR, LogStream.STDOUT);
    assertThat(Files.size(index())).isEqualTo(32);
  }

  @Test
  void linesBeyondTheIndexAreIndexedAndAnUnterminatedTailIsTheLastLine() throws IOException {
    write("one\n");
    add(log(), "two\nthr");
    assertThat(store.size(ID)).isEqualTo(new LogSize(3, 11));
    assertThat(texts()).containsExactly("one\n", "two\n", "thr");
    write("four\n");
    assertThat(texts()).containsExactly("one\n", "two\n", "thr\n", "four\n");
  }

  @Test
  void anIndexedTailThatWentOnKeepsItsNumberAndStream() throws IOException {
    writeStderr("one\ntwo");
    add(log(), "\nthree\n");
    assertThat(texts()).containsExactly("one\n", "two\n", "three\n");
    assertThat(lines().get(1).stream()).isEqualTo(LogStream.STDERR);
  }

  @Test
  void aMissingIndexIsRebuiltByAnyRead() throws IOException {
    write("one\n\ntwo");
    Files.delete(index());
    assertThat(text(store.range(ID, 0, 100))).isEqualTo("one\n\ntwo");
    Files.delete(index());
    assertThat(texts()).containsExactly("one\n", "\n", "two");
  }

  @Test
  void aLongLogIsRebuiltWhole() throws IOException {
    String line = "a line of some length, so that blocks end within lines\n";
    write(line.repeat(10_000));
    Files.delete(index());
    createStore();
    assertThat(store.size(ID)).isEqualTo(new LogSize(10_000, 10_000L * line.length()));
    assertThat(text(store.bytes(ID, 4096, 4097))).isEqualTo(line.repeat(2));
  }

  @Test
  void aMissingOrShortLogIsServedAsFarAsItGoes() throws IOException {
    write("one\ntwo\nthree\n");
    cut(log(), 6);
    assertThat(texts()).containsExactly("one\n", "tw");
    Files.delete(log());
    assertThat(lines()).isEmpty();
    assertThat(store.size(ID)).isEqualTo(new LogSize(0, 0));
  }

  @Test
  void recordsOutOfOrderAreReplaced() throws IOException {
    write("one\ntwo\nthree\n");
    Files.write(index(), new byte[48]);
    assertThat(texts()).containsExactly("one\n", "two\n", "three\n");
  }

  @Test
  void aLogWhoseIndexCannotBeWrittenIsStillRead() throws IOException {
    write("one\ntwo\n");
    Files.delete(index());
    Files.createDirectory(index());
    assertThat(texts()).containsExactly("one\n", "two\n");
    assertThat(store.size(ID)).isEqualTo(new LogSize(2, 8));
  }

  @Test
  void aLogThatCannotBeReadOrWrittenIsAnIoError() throws IOException {
    Files.createDirectories(log());
    assertThatThrownBy(() -> store.open(ID, List.of())).isInstanceOf(UncheckedIOException.class);
    Files.delete(log());
    write("one\n");
    assertThat(texts()).containsExactly("one\n");
  }

  @Test
  void aFullDiskIsToldAndLeavesNoGap() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Files.createDirectories(log().getParent());
    Files.createSymbolicLink(log(), full);
    try (LogAppender log = store.open(ID, List.of())) {
      assertThatThrownBy(() -> out(log, "lost\n")).isInstanceOf(UncheckedIOException.class);
      assertThatThrownBy(() -> out(log, "gap\n")).isInstanceOf(UncheckedIOException.class);
      assertThat(store.size(ID)).isEqualTo(new LogSize(0, 0));
    }
    assertThat(lines()).isEmpty();

    Files.delete(log());
    write("one\n");
    assertThat(texts()).containsExactly("one\n");
  }

  @Test
  void readingCreatesNoFiles() throws IOException {
    lines();
    store.open(1, List.of()).close();
    store.delete(1);
    assertThat(store.size(1).lines()).isZero();
    try (Stream<Path> files = Files.list(data.resolve("logs"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anInterruptedWriterGoesOnWriting() {
    try (LogAppender log = store.open(ID, List.of())) {
      Thread.currentThread().interrupt();
      out(log, "one\n");
      log.system("stopped");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(texts()).containsExactly("one\n", "stopped\n");
  }

  @Test
  void appendersAndReadersLeaveNoFileOpen() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors));
    for (int i = 0; i < 20; i++) {
      write("one\n");
      store.read(ID, 1, 1, 1);
      store.size(ID);
      text(store.range(ID, 0, 1));
    }
    try (Stream<Path> open = Files.list(descriptors)) {
      assertThat(open.filter(file -> target(file).startsWith(data.toString()))).isEmpty();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  @Test
  void aLineOfAnySizeIsHeldOnlyInPart() {
    use(settings(1 << 16, 1 << 20));
    byte[] part = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    try (LogAppender log = store.open(ID, List.of("secret"))) {
      for (int i = 0; i < 64; i++) {
        log.append(LogStream.STDOUT, part, 0, part.length);
      }
    }
    assertThat(store.size(ID).bytes()).isBetween(900_000L, (1L << 20) + 100);
    assertThat(texts().get(texts().size() - 1)).matches("\\[log limit reached: 6\\d+ bytes.*\n");
  }
}
