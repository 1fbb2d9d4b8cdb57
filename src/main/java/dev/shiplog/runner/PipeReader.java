package dev.shiplog.runner;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hands on what comes out of one pipe. Goes on reading when nobody wants it any more: a daemon that
 * a deployment started would otherwise be killed by SIGPIPE, or block, at its next line.
 */
final class PipeReader {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final FileInputStream pipe;
  private final Output output;
  private final Consumer<Throwable> onFailure;
  private final Object turn = new Object();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean wanted = true;
  private volatile long received;
  private volatile long delivered;

  /**
   * @param onFailure told what the output threw; nothing is handed on after that
   */
  PipeReader(FileInputStream pipe, Output output, Consumer<Throwable> onFailure) {
    this.pipe = pipe;
    this.output = output;
    this.onFailure = onFailure;
  }

  void start(String name) {
    Thread thread = new Thread(this::read, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** How many bytes will have been handed on when all that was written until now is. */
  long written() {
    try {
      return received + pipe.available();
    } catch (IOException e) {
      // Closed: everything was received.
      return received;
    }
  }

  /** Waits until the last writer has closed the pipe; false when the time is up. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    return ended.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Whether this many bytes, and all others that were received, have been handed on. */
  boolean hasDelivered(long bytes) {
    return delivered >= bytes && delivered == received;
  }

  /** From the return of this method on nothing is handed on. */
  void forget() {
    synchronized (turn) {
      wanted = false;
    }
  }

  private void read() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (pipe) {
      int length;
      while ((length = pipe.read(buffer)) >= 0) {
        long total = received + length;
        received = total;
        deliver(buffer, length);
        delivered = total;
      }
    } catch (IOException | RuntimeException | Error e) {
      onFailure.accept(e);
    } finally {
      ended.countDown();
    }
  }

  private void deliver(byte[] buffer, int length) {
    synchronized (turn) {
      if (!wanted) {
        return;
      }
      try {
        output.accept(buffer, 0, length);
      } catch (RuntimeException | Error e) {
        wanted = false;
        onFailure.accept(e);
      }
    }
  }
}
