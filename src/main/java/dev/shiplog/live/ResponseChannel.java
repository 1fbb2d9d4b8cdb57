package dev.shiplog.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * A response that stays open and grows, written to without blocking (Servlet 6.1, section 3.2). A
 * reader that takes nothing for the web server's connection time-out is gone.
 */
final class ResponseChannel implements ViewerChannel, WriteListener, AsyncListener {

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Charset charset;
  private final ResponseFrame frame;
  private final TcpConnection connection;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private boolean begun;
  private boolean writable;
  private OptionalInt closing = OptionalInt.empty();
  private boolean complete;
  private Optional<Pending> pending = Optional.empty();

  /**
   * @param charset how messages become bytes
   * @param frame what stands around the messages
   * @param connection where the response goes
   */
  ResponseChannel(
      AsyncContext context, Charset charset, ResponseFrame frame, TcpConnection connection)
      throws IOException {
    this.context = context;
    this.charset = charset;
    this.frame = frame;
    this.connection = connection;
    this.out = context.getResponse().getOutputStream();
    context.setTimeout(0);
    context.addListener(this);
  }

  /** Starts to write. */
  void open() {
    out.setWriteListener(this);
  }

  @Override
  public void whenGone(Runnable callback) {
    gone.thenRun(callback);
  }

  @Override
  public synchronized void send(String message, Runnable sent, Runnable broken) {
    pending = Optional.of(new Pending(message, sent, broken));
    if (writable) {
      write();
    }
  }

  @Override
  public boolean ping() {
    return !connection.lost(); // HTTP has none.
  }

  @Override
  public synchronized void close(int code, String reason) {
    closing = OptionalInt.of(code);
    if (writable && pending.isEmpty()) {
      end();
    }
  }

  @Override
  public synchronized void onWritePossible() {
    writable = true;
    if (pending.isPresent()) {
      write();
    } else if (closing.isPresent()) {
      end();
    }
  }

  @Override
  public void onError(Throwable error) {
    fail();
  }

  @Override
  public void onError(AsyncEvent event) {
    fail();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    fail();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    synchronized (this) {
      complete = true;
    }
    gone.complete(null);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is never started again.
  }

  private void write() {
    Pending now = pending.orElseThrow();
    try {
      if (!now.written) {
        now.written = true;
        out.write(((begun ? "" : frame.head()) + now.message).getBytes(charset));
        begun = true;
      }
      if (out.isReady()) {
        out.flush();
      }
      if (!out.isReady()) {
        writable = false; // onWritePossible comes back here.
        return;
      }
      pending = Optional.empty();
      now.sent.run();
      if (closing.isPresent() && pending.isEmpty()) {
        end();
      }
    } catch (IOException e) {
      fail();
    }
  }

  /** The last thing to be written. */
  private void end() {
    if (!complete) {
      String message = frame.end(closing.orElseThrow());
      closing = OptionalInt.empty();
      pending = Optional.of(new Pending(message, this::complete, () -> {}));
      write();
    }
  }

  private synchronized void fail() {
    pending.ifPresent(unsent -> unsent.broken.run());
    pending = Optional.empty();
    complete();
  }

  private void complete() {
    if (!complete) {
      complete = true;
      context.complete();
    }
  }

  private static final class Pending {
    private final String message;
    private final Runnable sent;
    private final Runnable broken;
    private boolean written;

    Pending(String message, Runnable sent, Runnable broken) {
      this.message = message;
      this.sent = sent;
      this.broken = broken;
    }
  }
}
