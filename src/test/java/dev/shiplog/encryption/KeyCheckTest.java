package dev.shiplog.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shiplog.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeyCheckTest {

  private static final String OLD = EncryptionKey.random();
  private static final String NEW = EncryptionKey.random();

  private final JdbcClient database = JdbcClient.create(TestDatabase.h2());

  @TempDir private Path directory;

  @Test
  void firstStartCreatesAKeyForTheServersUserAlone() throws IOException {
    Encryption first = start();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryContaining(file()::equals);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file());
    }
    assertThat(start().decrypt(first.encrypt("s3cret"))).isEqualTo("s3cret");
  }

  @Test
  void startChangesNothingWhileTheKeyIsTheSame() {
    start(OLD);
    String word = word();

    start(OLD);

    assertThat(word()).isEqualTo(word);
    assertThat(file()).doesNotExist();
  }

  @Test
  void missingFileIsSaidAndNotReplaced() throws IOException {
    start();
    Files.delete(file());

    assertThat(refusal()).contains(file().toString());
    assertThat(file()).doesNotExist();
  }

  @Test
  void anotherKeyIsRefusedByWordsThatSayWhatToDo() {
    start(OLD);

    assertThat(refusal(NEW))
        .contains("another key")
        .contains("shiplog.encryption.key")
        .contains("discard-unreadable")
        .doesNotContain(NEW);
    assertThat(start(OLD)).isNotNull();
  }

  @Test
  void ofServersThatShareADatabaseTheFirstKeyCounts() throws IOException {
    start();
    Path other = directory.resolve("other.key");
    Files.writeString(other, NEW + "\n");

    assertThatExceptionOfType(EncryptionKeyException.class)
        .isThrownBy(
            () ->
                new KeyCheck(new EncryptionSettings(List.of(), other, false), database)
                    .encryption());
  }

  @Test
  void keyIsChangedWhileTheOldOneIsGivenToo() {
    Encryption before = start(OLD);

    assertThat(start(NEW, OLD).decrypt(before.encrypt("s3cret"))).isEqualTo("s3cret");
    assertThat(start(NEW)).isNotNull();
    assertThat(refusal(OLD)).contains("another key");
  }

  @Test
  void lostKeyIsReplacedWhenToldSo() throws IOException {
    start();
    Files.delete(file());

    new KeyCheck(new EncryptionSettings(List.of(), file(), true), database).encryption();

    assertThat(start()).isNotNull();
  }

  @Test
  void emptyFileIsNoKey() throws IOException {
    Files.writeString(file(), "\n");

    assertThat(refusal()).contains("not 32 bytes in base64");
  }

  @Test
  void directoryThatCannotBeWrittenIsSaid() throws IOException {
    Path noDirectory = directory.resolve("file");
    Files.writeString(noDirectory, "");
    var settings = new EncryptionSettings(List.of(), noDirectory.resolve("key"), false);

    assertThatExceptionOfType(EncryptionKeyException.class)
        .isThrownBy(() -> new KeyCheck(settings, database).encryption())
        .withMessageContaining(noDirectory.toString());
  }

  private Encryption start(String... keys) {
    return new KeyCheck(new EncryptionSettings(List.of(keys), file(), false), database)
        .encryption();
  }

  /** What an operator reads. */
  private String refusal(String... keys) {
    try {
      start(keys);
    } catch (EncryptionKeyException e) {
      FailureAnalysis analysis = new EncryptionKeyFailureAnalyzer().analyze(e);
      return analysis.getDescription() + "\n" + analysis.getAction();
    }
    throw new AssertionError("started");
  }

  private Path file() {
    return directory.resolve("encryption.key");
  }

  private String word() {
    return database.sql("SELECT word FROM encryption_key").query(String.class).single();
  }
}
