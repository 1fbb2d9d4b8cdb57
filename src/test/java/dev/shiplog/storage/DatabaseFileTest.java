package dev.shiplog.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {

  private static final String WRITER = "H2 2.4.240, schema 5";

  @TempDir private Path directory;

  private DatabaseFile file;

  @BeforeEach
  void open() {
    file = DatabaseFile.at("jdbc:h2:file:" + directory + "/shiplog;MODE=MySQL").orElseThrow();
  }

  @Test
  void isThatOfTheUrl() {
    assertThat(file.path()).isEqualTo(directory.resolve("shiplog.mv.db"));
    assertThat(DatabaseFile.at("jdbc:h2:mem:shiplog")).isEmpty();
    assertThat(DatabaseFile.at("jdbc:mysql://localhost/shiplog")).isEmpty();
  }

  @Test
  void fileOfAnUnknownWriterIsCopiedOnce() throws IOException {
    Files.writeString(file.path(), "of old");

    file.prepareFor(WRITER);
    Files.writeString(file.path(), "changed");
    file.changed(WRITER);
    file.prepareFor(WRITER);

    assertThat(file.copy()).hasContent("of old");
    assertThat(file.path()).hasContent("changed");
  }

  @Test
  void newDatabaseHasNothingToCopy() throws IOException {
    file.prepareFor(WRITER);
    Files.writeString(file.path(), "new");
    file.changed(WRITER);
    file.prepareFor(WRITER);

    assertThat(names()).containsExactlyInAnyOrder("shiplog.mv.db", "shiplog.written-by");
  }

  @Test
  void oneCopyIsKept() throws IOException {
    change("one", "1");
    Files.writeString(directory.resolve("shiplog.before.mv.db.part"), "cut");
    change("two", "2");

    assertThat(names())
        .containsExactlyInAnyOrder("shiplog.mv.db", "shiplog.written-by", "shiplog.before.mv.db");
    assertThat(file.copy()).hasContent("two");
  }

  @Test
  void changeThatAKillCutShortIsUndoneAndBegunAgain() throws IOException {
    Files.writeString(file.path(), "as it was");
    file.prepareFor(WRITER);
    Files.writeString(file.path(), "half changed");

    file.prepareFor(WRITER);

    assertThat(file.path()).hasContent("as it was");
    assertThat(directory.resolve("shiplog.half-changed.mv.db")).hasContent("half changed");
    file.changed(WRITER);
    file.undoChange();
    assertThat(file.path()).hasContent("as it was");
  }

  @Test
  void undoingThatAKillCutShortIsUndoneToo() throws IOException {
    Files.writeString(file.path(), "as it was");
    file.prepareFor(WRITER);
    Files.move(file.path(), directory.resolve("shiplog.half-changed.mv.db"));

    file.prepareFor(WRITER);

    assertThat(file.path()).hasContent("as it was");
  }

  @Test
  void firstStartThatAKillCutShortBeginsAnew() throws IOException {
    file.prepareFor(WRITER);
    Files.writeString(file.path(), "half made");

    file.prepareFor(WRITER);

    assertThat(names()).containsExactly("shiplog.changing");
  }

  @Test
  void fileThatAnotherProcessHasOpenIsLeftAlone() throws Exception {
    Files.writeString(file.path(), "in use");
    LockingProcess other = LockingProcess.of(file.path());
    try {
      assertThatExceptionOfType(DataDirectoryException.class)
          .isThrownBy(() -> file.prepareFor(WRITER))
          .withMessageContaining(file.path().toString());
      assertThat(names()).containsExactly("shiplog.mv.db");
    } finally {
      other.kill();
    }

    file.prepareFor(WRITER);

    assertThat(file.copy()).hasContent("in use");
  }

  private void change(String content, String writer) throws IOException {
    Files.writeString(file.path(), content);
    file.prepareFor(writer);
    file.changed(writer);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
