package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessGroupTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofMillis(300);

  @TempDir private Path directory;
  private final String token = UUID.randomUUID().toString();
  private final Recording output = new Recording();
  private final RunProcesses run = new RunProcesses(token, GRACE);

  @AfterEach
  void leaveNothingBehind() {
    RunProcesses.killAll(token);
  }

  @Test
  void keepsTheOrderOfBothStreamsAndReportsTheExitCode() throws Exception {
    String script = "for i in $(seq 20); do echo \"err $i\" >&2; echo \"out $i\"; done; exit 7";
    assertThat(run(script)).hasValue(7);
    assertThat(output.text().lines())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 20)
                .boxed()
                .flatMap(i -> Stream.of("err " + i, "out " + i))
                .toList());
  }

  @Test
  void keepsATraceBesideWhatItTraces() throws Exception {
    run("set -x; echo one; echo two");
    assertThat(output.text()).isEqualTo("+ echo one\none\n+ echo two\ntwo\n");
  }

  @Test
  void leavesErrorsOutOfAnAnswer() throws Exception {
    start(shell("echo err >&2; echo out").withoutErrors()).await(LONG);
    assertThat(output.text()).isEqualTo("out\n");
  }

  @Test
  void handsOverAllOfALargeOutputOfAShortCommand() throws Exception {
    assertThat(run("head -c 3000000 /dev/zero; head -c 1000000 /dev/zero >&2")).hasValue(0);
    assertThat(output.text()).hasSize(4_000_000);
  }

  @Test
  void handsOverAllThatASlowReaderHadNotTakenWhenTheProcessEnded() throws Exception {
    CountDownLatch exited = new CountDownLatch(1);
    ProcessGroup group =
        run.start(
            shell("head -c 30000 /dev/zero; sleep 300 &"),
            (buffer, offset, length) -> {
              awaitUninterruptibly(exited);
              output.accept(buffer, offset, length);
            });
    await().until(() -> ProcessHandle.of(group.pid()).isEmpty());
    Thread taker = new Thread(exited::countDown);
    taker.start();
    assertThat(group.await(LONG)).hasValue(0);
    assertThat(output.text()).hasSize(30_000);
  }

  @Test
  void showsOnlyTheGivenEnvironment() throws Exception {
    assertThat(System.getenv()).as("a canary in the server's environment").containsKey("HOME");
    ProcessGroup group = start(new Command(List.of("env"), directory, Map.of("COLOUR", "blue")));
    assertThat(group.await(LONG)).hasValue(0);
    assertThat(output.text().lines())
        .containsExactlyInAnyOrder(
            "COLOUR=blue", "PATH=" + System.getenv("PATH"), "SHIPLOG_RUN_TOKEN=" + token);
  }

  @Test
  void letsAnAppSetItsPathButNotTheCookie() throws Exception {
    Map<String, String> environment =
        Map.of("PATH", "/opt/app:/usr/bin:/bin", "SHIPLOG_RUN_TOKEN", "forged");
    start(Command.shell("echo $PATH $SHIPLOG_RUN_TOKEN", directory, environment)).await(LONG);
    assertThat(output.text()).isEqualTo("/opt/app:/usr/bin:/bin " + token + "\n");
  }

  @Test
  void hasNothingToReadFromStandardInput() throws Exception {
    assertThat(run("cat; read -r line || echo end")).hasValue(0);
    assertThat(output.text()).isEqualTo("end\n");
  }

  @Test
  void stopsAScriptAtTheFirstFailureAlsoInsideAPipe() throws Exception {
    assertThat(run("false; echo not reached")).hasValue(1);
    assertThat(run("exit 3 | cat; echo not reached")).hasValue(3);
    assertThat(output.text()).isEmpty();
  }

  @Test
  void runsInTheDirectory() throws Exception {
    run("pwd -P");
    assertThat(output.text().strip()).isEqualTo(directory.toRealPath().toString());
  }

  @Test
  void saysThatACommandCannotBeStarted() {
    Command nowhere = Command.shell("true", directory.resolve("missing"), Map.of());
    assertThatThrownBy(() -> start(nowhere))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("could not be started");
    assertThatThrownBy(() -> run("echo a\0b")).isInstanceOf(StageFailedException.class);
  }

  @Test
  void leavesNoPipesInTheTemporaryDirectory() throws Exception {
    ProcessGroup group = start(shell("sleep 300"));
    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith(run.pipesPrefix())))
          .isEmpty();
    }
    run.end();
  }

  @Test
  void returnsEmptyWhenTheTimeIsUpAndTheProcessGoesOn() throws Exception {
    ProcessGroup group = start(shell("sleep 300"));
    assertThat(group.await(Duration.ofMillis(100))).isEmpty();
    assertThat(ProcessHandle.of(group.pid())).isPresent();
    run.end();
    assertThat(group.await(LONG)).hasValue(128 + 15);
  }

  @Test
  void leavesADaemonOfASuccessfulCommandAliveEvenWhenItWritesLater() throws Exception {
    Path go = directory.resolve("go");
    Path alive = directory.resolve("alive");
    String daemon =
        "(until [ -e go ]; do sleep 0.02; done; echo late; echo later; touch alive; sleep 300) &";
    assertThat(run(daemon + " echo deployed")).hasValue(0);
    Files.createFile(go);
    await().until(() -> Files.exists(alive));
    assertThat(ProcessTable.withEnvironment(RunProcesses.cookie(token))).isNotEmpty();
    assertThat(output.text()).isEqualTo("deployed\n");
  }

  @Test
  void doesNotWaitForADaemonThatNeverStopsTalking() throws Exception {
    assertThat(run("(while sleep 0.01; do echo chatter; done) & echo deployed")).hasValue(0);
    String taken = output.text();
    assertThat(taken).contains("deployed\n");
    assertThat(ProcessTable.withEnvironment(RunProcesses.cookie(token))).isNotEmpty();
    await().during(Duration.ofMillis(200)).until(() -> output.text().equals(taken));
  }

  @Test
  void endsTheProcessesWhenTheOutputFails() {
    ProcessGroup group =
        run.start(
            shell("echo first; sleep 300"),
            (buffer, offset, length) -> {
              throw new IllegalStateException("disk full");
            });
    assertThatThrownBy(() -> group.await(LONG))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("disk full");
    assertThat(ProcessTable.withEnvironment(RunProcesses.cookie(token))).isEmpty();
  }

  private OptionalInt run(String script) throws InterruptedException {
    return start(shell(script)).await(LONG);
  }

  private Command shell(String script) {
    return Command.shell(script, directory, Map.of());
  }

  private ProcessGroup start(Command command) {
    return run.start(command, output);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
