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
  void fileOfAnUnknownVersionIsCopiedOnce() throws IOException {
    Files.writeString(file.path(), "of old");

    file.copyUnlessWrittenBy("2.4.240");
    Files.writeString(file.path(), "changed");
    file.copyUnlessWrittenBy("2.4.240");

    assertThat(directory.resolve("shiplog.before-h2-2.4.240.mv.db")).hasContent("of old");
  }

  @Test
  void newDatabaseHasNothingToCopy() throws IOException {
    file.copyUnlessWrittenBy("2.4.240");
    Files.writeString(file.path(), "new");
    file.copyUnlessWrittenBy("2.4.240");

    assertThat(names()).containsExactlyInAnyOrder("shiplog.mv.db", "shiplog.h2-version");
  }

  @Test
  void copiesDoNotPileUp() throws IOException {
    Files.writeString(file.path(), "one");
    file.copyUnlessWrittenBy("1");
    Files.writeString(file.path(), "two");
    Files.writeString(directory.resolve("shiplog.before-h2-9.mv.db.part"), "cut");
    file.copyUnlessWrittenBy("2");

    assertThat(names())
        .containsExactlyInAnyOrder(
            "shiplog.mv.db", "shiplog.h2-version", "shiplog.before-h2-2.mv.db");
    assertThat(directory.resolve("shiplog.before-h2-2.mv.db")).hasContent("two");
  }

  @Test
  void fileThatAnotherProcessHasOpenIsLeftAlone() throws Exception {
    Files.writeString(file.path(), "in use");
    LockingProcess other = LockingProcess.of(file.path());
    try {
      assertThatExceptionOfType(DataDirectoryException.class)
          .isThrownBy(() -> file.copyUnlessWrittenBy("2.4.240"))
          .withMessageContaining(file.path().toString());
      assertThat(names()).doesNotContain("shiplog.h2-version");
    } finally {
      other.kill();
    }

    file.copyUnlessWrittenBy("2.4.240");

    assertThat(directory.resolve("shiplog.before-h2-2.4.240.mv.db")).hasContent("in use");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
