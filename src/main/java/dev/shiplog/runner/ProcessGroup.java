package dev.shiplog.runner;

import dev.shiplog.log.LogStream;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A command and all processes it starts, in a session and process group of their own. They see the
 * command's environment only, and read nothing from standard input.
 */
final class ProcessGroup {

  /** Names the variable that marks every process of a run with the run's token. */
  static final String COOKIE = "SHIPLOG_RUN_TOKEN";

  private static final File NOTHING = new File("/dev/null");
  private static final Duration AFTER_EXIT = Duration.ofMillis(500);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Process process;
  private final String token;
  private final Duration grace;
  private final List<PipeReader> readers;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private ProcessGroup(
      Process process,
      FileInputStream stdout,
      FileInputStream stderr,
      String token,
      Duration grace,
      Output output) {
    this.process = process;
    this.token = token;
    this.grace = grace;
    Object turn = new Object();
    this.readers =
        List.of(
            new PipeReader(LogStream.STDOUT, stdout, output, turn, exit::completeExceptionally),
            new PipeReader(LogStream.STDERR, stderr, output, turn, exit::completeExceptionally));
  }

  /**
   * Starts the command.
   *
   * @param token the run's cookie; a random word
   * @param grace between SIGTERM and SIGKILL when it is stopped
   * @throws StageFailedException if it cannot be started
   */
  static ProcessGroup start(Command command, String token, Duration grace, Output output) {
    try {
      return startThroughPipes(command, token, grace, output);
    } catch (IOException | IllegalArgumentException e) {
      throw new StageFailedException(
          "The command could not be started. Check it and its variables: " + e.getMessage(), 127);
    }
  }

  /** The id of the main process, and of the group. */
  long pid() {
    return process.pid();
  }

  /**
   * Waits for the main process. What it wrote has been handed to the output when this returns; of a
   * process left in the background that still holds the pipes, what comes later is dropped.
   *
   * @return the exit code, 128 + N after signal N; empty when the limit is reached
   * @throws RuntimeException what the output threw; the processes have been stopped then
   */
  OptionalInt await(Duration limit) throws InterruptedException {
    try {
      int code = exit.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      finishReading();
      return OptionalInt.of(code);
    } catch (TimeoutException e) {
      return OptionalInt.empty();
    } catch (ExecutionException e) {
      stop();
      throw unchecked(e.getCause());
    }
  }

  /**
   * Ends every process of the run: SIGTERM to the group, after the grace SIGKILL to whatever is
   * left, also outside the group. May be called by any thread at any time; returns when they are
   * gone.
   */
  synchronized void stop() {
    boolean interrupted = Thread.interrupted();
    try {
      List<ProcessHandle> descendants = process.descendants().toList();
      signalGroup("TERM");
      process.destroy();
      ProcessSweep.waitUntil(grace, () -> !process.isAlive() && groupMembers().isEmpty());
      signalGroup("KILL");
      ProcessSweep.killUntilGone(() -> left(descendants));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ProcessGroup startThroughPipes(
      Command command, String token, Duration grace, Output output) throws IOException {
    // Named pipes and not those of ProcessBuilder, which closes its ends when the main process
    // exits: a daemon that the command left behind would die of SIGPIPE.
    Path directory = Files.createTempDirectory("shiplog-pipes");
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    try {
      makePipes(out, err);
      return startReading(command, token, grace, output, out, err);
    } finally {
      Files.deleteIfExists(out.toPath());
      Files.deleteIfExists(err.toPath());
      Files.deleteIfExists(directory);
    }
  }

  private static ProcessGroup startReading(
      Command command, String token, Duration grace, Output output, File out, File err)
      throws IOException {
    List<Closeable> held = new ArrayList<>();
    List<Closeable> ours = new ArrayList<>();
    try {
      // Opened for both directions a pipe does not wait for a peer, nor do the openings after that.
      held.add(new RandomAccessFile(out, "rw"));
      held.add(new RandomAccessFile(err, "rw"));
      FileInputStream stdout = new FileInputStream(out);
      ours.add(stdout);
      FileInputStream stderr = new FileInputStream(err);
      ours.add(stderr);
      Process process = builder(command, token, out, err).start();
      ours.clear();
      return new ProcessGroup(process, stdout, stderr, token, grace, output).startReading();
    } finally {
      // Held open they would never come to an end.
      closeAll(held);
      closeAll(ours);
    }
  }

  private static void closeAll(List<Closeable> files) throws IOException {
    for (Closeable file : files) {
      file.close();
    }
  }

  private static void makePipes(File out, File err) throws IOException {
    if (execute("mkfifo", "-m", "600", out.getPath(), err.getPath()) != 0) {
      throw new IOException("mkfifo failed in " + out.getParent());
    }
  }

  private static ProcessBuilder builder(Command command, String token, File out, File err) {
    Launch launch = Launch.of(command);
    List<String> argv = new ArrayList<>(List.of("setsid"));
    argv.addAll(launch.argv());
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(command.directory().toFile())
            .redirectInput(Redirect.from(NOTHING))
            .redirectOutput(Redirect.to(out))
            .redirectError(Redirect.to(err));
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", Command.DEFAULT_PATH);
    environment.putAll(launch.environment());
    environment.put(COOKIE, token);
    return builder;
  }

  private ProcessGroup startReading() {
    readers.get(0).start("stdout of " + pid());
    readers.get(1).start("stderr of " + pid());
    process.onExit().thenAccept(ended -> exit.complete(ended.exitValue()));
    return this;
  }

  private void finishReading() throws InterruptedException {
    long deadline = System.nanoTime() + AFTER_EXIT.toNanos();
    List<Long> written = readers.stream().map(PipeReader::written).toList();
    for (int i = 0; i < readers.size(); i++) {
      PipeReader reader = readers.get(i);
      boolean ended = reader.awaitEnd(Math.max(0, deadline - System.nanoTime()));
      while (!ended && !reader.hasDelivered(written.get(i))) {
        ended = reader.awaitEnd(POLL_NANOS);
      }
      reader.forget();
    }
  }

  private void signalGroup(String signal) {
    if (groupIsOurs()) {
      try {
        execute("/bin/kill", "-" + signal, "--", "-" + pid());
      } catch (IOException e) {
        // No process can be started now, but those there are must end all the same.
        groupMembers().forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  private List<ProcessHandle> groupMembers() {
    return groupIsOurs() ? ProcessTable.inGroup(pid()) : List.of();
  }

  /** An id is not given to a new process as long as a group has it, so a new one means: reused. */
  private boolean groupIsOurs() {
    return process.isAlive() || ProcessHandle.of(pid()).isEmpty();
  }

  private List<ProcessHandle> left(List<ProcessHandle> descendants) {
    Stream<ProcessHandle> known =
        Stream.concat(Stream.of(process.toHandle()), descendants.stream());
    return Stream.of(
            known.filter(ProcessTable::isRunning),
            groupMembers().stream(),
            ProcessTable.withEnvironment(ProcessSweep.cookie(token)).stream())
        .flatMap(processes -> processes)
        .distinct()
        .toList();
  }

  private static int execute(String... argv) throws IOException {
    Process process =
        new ProcessBuilder(argv)
            .redirectInput(Redirect.from(NOTHING))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    ProcessSweep.waitUntil(Duration.ofSeconds(10), () -> !process.isAlive());
    return process.isAlive() ? -1 : process.exitValue();
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof RuntimeException failure) {
      return failure;
    }
    return new IllegalStateException("The output of the command could not be read", cause);
  }
}
