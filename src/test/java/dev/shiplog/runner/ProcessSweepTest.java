package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProcessSweepTest {

  private static final Duration LIMIT = Duration.ofMillis(300);

  private final List<ProcessHandle> started = new ArrayList<>();

  @AfterEach
  void leaveNothingBehind() {
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** As one does that is faster than the sweep, or that a signal cannot reach. */
  @Test
  void whatDoesNotEndIsSaidAndHoldsNobodyUp(CapturedOutput output) {
    long begin = System.nanoTime();

    new ProcessSweep(this::anotherOne, LIMIT).kill();

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(LIMIT, Duration.ofSeconds(20));
    assertThat(output)
        .contains("do not end after SIGKILL")
        .contains(String.valueOf(started.get(started.size() - 1).pid()));
  }

  @Test
  void whoWasSeenOnceIsKilledThoughNothingMarksItAnyMore() {
    List<ProcessHandle> first = anotherOne();
    List<List<ProcessHandle>> answers = new ArrayList<>(List.of(first));
    var sweep = new ProcessSweep(() -> answers.isEmpty() ? List.of() : answers.remove(0), LIMIT);

    assertThat(sweep.goneWithin(Duration.ofMillis(50))).isFalse();
    sweep.kill();

    assertThat(first).noneMatch(ProcessTable::isRunning);
  }

  private List<ProcessHandle> anotherOne() {
    try {
      started.add(new ProcessBuilder("sleep", "300").start().toHandle());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(started.get(started.size() - 1));
  }
}
