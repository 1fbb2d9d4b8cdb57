package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppingTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofMillis(300);

  @TempDir private Path directory;
  private final String token = UUID.randomUUID().toString();
  private final String otherToken = UUID.randomUUID().toString();
  private final Recording output = new Recording();
  private final RunProcesses run = new RunProcesses(token, GRACE);
  private final RunProcesses otherRun = new RunProcesses(otherToken, GRACE);

  @AfterEach
  void leaveNothingBehind() {
    RunProcesses.killAll(token);
    RunProcesses.killAll(otherToken);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a plain process             | echo ready; exec sleep 300
          a grandchild in background  | sh -c 'sleep 300 & sleep 300 & echo ready; wait'
          one that called setsid      | setsid sleep 300 & echo ready; wait
          one that double-forked      | (setsid sh -c 'sleep 300 & exit' &) ; echo ready; sleep 300
          one that ignores SIGTERM    | trap '' TERM; echo ready; while :; do sleep 1; done
          setsid and ignores SIGTERM  | setsid sh -c 'trap "" TERM; while :; do sleep 1; done' & echo ready; wait
          one that holds the pipe     | setsid sh -c 'trap "" TERM HUP; while :; do echo held; sleep 0.1; done' & echo ready; exit 0
          a child without the cookie  | setsid env -i sleep 300 & echo ready; wait
          an orphan without it        | (setsid env -i sleep 300 &) ; echo ready; sleep 300
          one of a command before     | (env -i sleep 300 > /dev/null 2>&1 &) ; echo ready; exit 0
          one that forks all the time | (trap '' TERM; while :; do setsid sleep 300 & sleep 0.02; done) & echo ready; wait
          """)
  void leavesNoProcessOf(String kind, String script) throws Exception {
    Command command = Command.shell(marked(script), directory, Map.of());
    ProcessGroup other =
        otherRun.start(Command.shell("sleep 300 & wait", directory, Map.of()), output);
    ProcessGroup group = run.start(command, output);
    await().until(() -> output.text().contains("ready"));

    run.end();

    assertThat(left()).as(kind).isEmpty();
    assertThat(group.await(LONG)).isPresent();
    assertThat(ProcessHandle.of(other.pid())).as("another run").isPresent();
    assertThat(ProcessTable.inGroup(other.pid())).hasSize(2);
  }

  @Test
  void givesTheCommandTimeToCleanUp() throws Exception {
    String script = "trap 'echo cleaned; exit 4' TERM; echo ready; while :; do sleep 0.02; done";
    var patient = new RunProcesses(token, Duration.ofSeconds(20));
    ProcessGroup group = patient.start(Command.shell(script, directory, Map.of()), output);
    await().until(() -> output.text().contains("ready"));
    patient.end();
    assertThat(group.await(LONG)).hasValue(4);
    assertThat(output.text()).endsWith("cleaned\n");
  }

  /** Many programs take a second SIGTERM for "at once". */
  @Test
  void tellsEachProcessOnce() throws Exception {
    String script = "trap 'echo told' TERM; echo ready; while :; do sleep 0.02 || :; done";
    ProcessGroup group = run.start(Command.shell(script, directory, Map.of()), output);
    await().until(() -> output.text().contains("ready"));
    run.end();
    run.end();
    assertThat(group.await(LONG)).hasValue(128 + 9);
    // The shell itself may add that its sleep was terminated.
    assertThat(output.text().lines().filter("told"::equals)).hasSize(1);
  }

  @Test
  void doesItsWorkAndKeepsTheFlagWhenTheThreadIsInterrupted() {
    String script = "trap '' TERM; echo ready; while :; do sleep 1; done";
    run.start(Command.shell(script, directory, Map.of()), output);
    await().until(() -> output.text().contains("ready"));
    Thread.currentThread().interrupt();
    run.end();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(left()).isEmpty();
  }

  @Test
  void mayBeStoppedAsSoonAsItIsStartedAndMoreThanOnce() throws Exception {
    for (int i = 0; i < 10; i++) {
      ProcessGroup group =
          run.start(Command.shell("sleep 300 & wait", directory, Map.of()), output);
      run.end();
      run.end();
      assertThat(group.await(LONG)).isPresent();
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void sweepsWhatAFormerServerLeftBehind() {
    ProcessGroup group =
        run.start(
            Command.shell("setsid sleep 300 & echo ready; wait", directory, Map.of()), output);
    await().until(() -> output.text().contains("ready"));
    RunProcesses.killAll(token.substring(1));
    RunProcesses.killAll(token.substring(0, token.length() - 1));
    assertThat(left()).as("only the very token counts").isNotEmpty();

    RunProcesses.killAll(token);

    assertThat(left()).isEmpty();
    await().until(() -> !ProcessHandle.of(group.pid()).isPresent());
  }

  /** A second mark, in the arguments, that also a process without the cookie carries. */
  private String marked(String script) {
    return script.replace("sleep 300", "sleep 300." + mark());
  }

  private String mark() {
    return Integer.toUnsignedString(token.hashCode());
  }

  private List<ProcessHandle> left() {
    List<ProcessHandle> marked =
        ProcessHandle.allProcesses()
            .filter(ProcessTable::isRunning)
            .filter(handle -> handle.info().commandLine().orElse("").contains("300." + mark()))
            .toList();
    return marked.isEmpty() ? ProcessTable.withEnvironment(RunProcesses.cookie(token)) : marked;
  }
}
