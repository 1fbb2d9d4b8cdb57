package dev.shiplog.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.shiplog.problem.ConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SampleRepositoriesTest {

  @TempDir private Path directory;

  @Test
  void gitThatNeverEndsIsEndedAndSaid() throws IOException {
    Path git = program("echo $$ >" + directory + "/pid; exec sleep 600");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> repositories(git, Duration.ofSeconds(2)).create("shop"))
        .withMessageContaining("too long");

    long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  @Timeout(20)
  void whatGitLeavesBehindIsNotWaitedFor() throws IOException {
    Path git = program("sleep 30 & exit 1");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> repositories(git, Duration.ofSeconds(30)).create("shop"))
        .withMessageContaining("need git");
  }

  @Test
  void missingGitIsSaid() {
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () -> repositories(directory.resolve("none"), Duration.ofSeconds(5)).create("shop"))
        .withMessageContaining("need git");
  }

  @Test
  void whatAKilledServerLeftIsNoObstacle() throws IOException {
    Files.createDirectories(directory.resolve("samples/shop.work/x"));
    Files.createDirectories(directory.resolve("samples/shop.new/x"));

    repositories(Path.of("git"), Duration.ofSeconds(30)).create("shop");

    assertThat(directory.resolve("samples/shop.git/info/refs")).exists();
    try (var files = Files.list(directory.resolve("samples"))) {
      assertThat(files).containsExactly(directory.resolve("samples/shop.git"));
    }
  }

  private SampleRepositories repositories(Path git, Duration limit) {
    return new SampleRepositories(directory, git.toString(), limit);
  }

  private Path program(String script) throws IOException {
    Path file = directory.resolve("git");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
