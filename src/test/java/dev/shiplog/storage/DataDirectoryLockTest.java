package dev.shiplog.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {

  @TempDir private Path home;

  @Test
  void isHadByOneProcessAtATimeAndLostWithIt() throws Exception {
    Path data = Files.createDirectory(home.resolve("data"));
    LockingProcess other = LockingProcess.of(data);
    try {
      assertThatExceptionOfType(DataDirectoryException.class)
          .isThrownBy(() -> DataDirectoryLock.take(data))
          .withMessageContaining(data.toString());
    } finally {
      other.kill();
    }

    DataDirectoryLock.take(data).destroy();
  }

  @Test
  void isHadOnceWithinAProcess() throws Exception {
    Path data = home.resolve("not/there/yet");
    DataDirectoryLock first = DataDirectoryLock.take(data);

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> DataDirectoryLock.take(data));
    first.destroy();
    DataDirectoryLock.take(data).destroy();
  }

  @Test
  void whatIsNoDirectoryIsRefusedWithAWord() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");

    assertThatExceptionOfType(DataDirectoryException.class)
        .isThrownBy(() -> DataDirectoryLock.take(file))
        .satisfies(refusal -> assertThat(refusal.action()).contains("shiplog.data-dir"))
        .withMessageContaining(file.toString());
  }
}
