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
  private final List<PipeReader> readers;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private ProcessGroup(
      Process process,
      FileInputStream stdout,
      FileInputStream stderr,
      RunProcesses run,
      Output output) {
    this.process = process;
    this.run = run;
    Object turn = new Object();
    this.readers =
        List.of(
            new PipeReader(LogStream.STDOUT, stdout, output, turn, exit::completeExceptionally),
            new PipeReader(LogStream.STDERR, stderr, output, turn, exit::completeExceptionally));
  }

  /**
   * Starts the command; see {@link RunProcesses#start}.
   *
   * @throws StageFailedException if it cannot be started
   */
  static ProcessGroup start(Command command, RunProcesses run, Output output) {
    try {
      return startThroughPipes(command, run, output);
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

  private static ProcessGroup startThroughPipes(Command command, RunProcesses run, Output output)
      throws IOException {
    // Named pipes and not those of ProcessBuilder, which closes its ends when the main process
    // exits: a daemon that the command left behind would die of SIGPIPE.
    Path directory = Files.createTempDirectory(run.pipesPrefix());
    File out = directory.resolve("out").toFile();
    File err = directory.resolve("err").toFile();
    try {
      makePipes(out, err);
      return startReading(command, run, output, out, err);
    } finally {
      Files.deleteIfExists(out.toPath());
      Files.deleteIfExists(err.toPath());
      Files.deleteIfExists(directory);
    }
  }

  private static ProcessGroup startReading(
      Command command, RunProcesses run, Output output, File out, File err) throws IOException {
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
      Process process = builder(command, run.token(), out, err).start();
      ours.clear();
      return new ProcessGroup(process, stdout, stderr, run, output).startReading();
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
    environment.put(RunProcesses.COOKIE, token);
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
