package dev.shiplog.runner;

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

/**
 * A command and all processes it starts, in a session and process group of their own. They see the
 * command's environment only, and read nothing from standard input.
 */
final class ProcessGroup {

  private static final File NOTHING = new File("/dev/null");
  private static final Duration AFTER_EXIT = Duration.ofMillis(500);

  /** How long after its end it may take until this JVM has noticed it. */
  private static final Duration NOTICE = Duration.ofSeconds(2);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Process process;
  private final RunProcesses run;
  private final PipeReader reader;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private ProcessGroup(Process process, FileInputStream pipe, RunProcesses run, Output output) {
    this.process = process;
    this.run = run;
    this.reader = new PipeReader(pipe, output, exit::completeExceptionally);
  }

  /**
   * Starts the command; see {@link RunProcesses#start}.
   *
   * @throws StageFailedException if it cannot be started
   */
  static ProcessGroup start(Command command, RunProcesses run, Output output) {
    try {
      return startThroughPipe(command, run, output);
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
   * process left in the background that still holds the pipe, what comes later is dropped.
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
      run.end();
      throw unchecked(e.getCause());
    }
  }

  /**
   * As {@link #await(Duration)}, until the run is told to end. Then every process of the run is
   * ended first, see {@link RunProcesses#end}.
   *
   * @return empty only if the main process could not be killed
   */
  OptionalInt await(RunSignal signal) throws InterruptedException {
    try {
      CompletableFuture.anyOf(exit, signal.ended()).get();
    } catch (ExecutionException e) {
      return await(Duration.ZERO); // The output failed.
    }
    if (signal.reason().isPresent()) {
      run.end();
    }
    return await(NOTICE);
  }

  /** Sends the signal to all members at once; false if it could not be sent. */
  boolean signal(String name) {
    try {
      return hasItsId() && execute("/bin/kill", "-" + name, "--", "-" + pid()) == 0;
    } catch (IOException e) {
      return false; // No process can be started now.
    }
  }

  /** An id is not given to a new process as long as a group has it, so a new one means: reused. */
  boolean hasItsId() {
    return process.isAlive() || ProcessHandle.of(pid()).isEmpty();
  }

  private static ProcessGroup startThroughPipe(Command command, RunProcesses run, Output output)
      throws IOException {
    // A named pipe and not that of ProcessBuilder, which closes its end when the main process
    // exits: a daemon that the command left behind would die of SIGPIPE. One for both streams,
    // because two lose the order in which one process wrote.
    Path directory = Files.createTempDirectory(run.pipesPrefix());
    File pipe = directory.resolve("out").toFile();
    try {
      makePipe(pipe);
      return startReading(command, run, output, pipe);
    } finally {
      Files.deleteIfExists(pipe.toPath());
      Files.deleteIfExists(directory);
    }
  }

  private static ProcessGroup startReading(
      Command command, RunProcesses run, Output output, File pipe) throws IOException {
    // Opened for both directions a pipe does not wait for a peer, nor do the openings after that.
    RandomAccessFile held = new RandomAccessFile(pipe, "rw");
    try {
      FileInputStream reading = new FileInputStream(pipe);
      Process process;
      try {
        process = builder(command, run.token(), pipe).start();
      } catch (IOException | RuntimeException e) {
        reading.close();
        throw e;
      }
      return new ProcessGroup(process, reading, run, output).startReading();
    } finally {
      held.close(); // Held open it would never come to an end.
    }
  }

  private static void makePipe(File pipe) throws IOException {
    if (execute("mkfifo", "-m", "600", pipe.getPath()) != 0) {
      throw new IOException("mkfifo failed in " + pipe.getParent());
    }
  }

  private static ProcessBuilder builder(Command command, String token, File pipe) {
    Launch launch = Launch.of(command);
    List<String> argv = new ArrayList<>(List.of("setsid"));
    argv.addAll(launch.argv());
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(command.directory().toFile())
            .redirectInput(Redirect.from(NOTHING))
            .redirectOutput(Redirect.to(pipe))
            .redirectErrorStream(command.errors());
    if (!command.errors()) {
      builder.redirectError(Redirect.DISCARD);
    }
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", Command.DEFAULT_PATH);
    environment.putAll(launch.environment());
    environment.put(RunProcesses.COOKIE, token);
    return builder;
  }

  private ProcessGroup startReading() {
    reader.start("output of " + pid());
    process.onExit().thenAccept(ended -> exit.complete(ended.exitValue()));
    return this;
  }

  private void finishReading() throws InterruptedException {
    long written = reader.written();
    boolean ended = reader.awaitEnd(AFTER_EXIT.toNanos());
    while (!ended && !reader.hasDelivered(written)) {
      ended = reader.awaitEnd(POLL_NANOS);
    }
    reader.forget();
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
