package dev.shiplog.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket, written to asynchronously: a blocking send would hold a thread for as long as the
 * peer stalls. A peer that takes nothing for too long is gone, and so is one that leaves two pings
 * unanswered; one that takes a little now and then is only slow.
 */
final class SocketChannel implements ViewerChannel {

  private static final Logger log = LoggerFactory.getLogger(SocketChannel.class);

  private static final int NORMAL_CLOSURE = 1000;
  private static final int UNANSWERED_PINGS = 2;

  /** A message that waited so long for room went on because the peer had taken something. */
  private static final long WAITED_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** Tomcat's name for how long a blocking send may take, in milliseconds. */
  private static final String BLOCKING_SEND_TIMEOUT =
      "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

  /** Tomcat's name for how long it waits for the peer to answer a close, in milliseconds. */
  private static final String CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

  private final Session session;
  private final SocketThreads threads;
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicBoolean pinging = new AtomicBoolean();
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  /**
   * @param patience for how long the peer may take nothing of a message; Tomcat counts it anew for
   *     each 8 KB
   */
  SocketChannel(Session session, SocketThreads threads, Duration patience) {
    this.session = session;
    this.threads = threads;
    session.setMaxIdleTimeout(0); // Pings find out who is gone.
    session.getAsyncRemote().setSendTimeout(patience.toMillis());
    session.getUserProperties().put(BLOCKING_SEND_TIMEOUT, patience.toMillis());
    session.getUserProperties().put(CLOSE_TIMEOUT, patience.toMillis() / 2);
  }

  /** The peer has answered a ping. */
  void answered() {
    unanswered.set(0);
  }

  /** The connection has ended. */
  void closed() {
    gone.complete(null);
  }

  @Override
  public void whenGone(Runnable callback) {
    gone.thenRun(callback);
  }

  @Override
  public void send(String message, Runnable sent, Runnable broken) {
    long start = System.nanoTime();
    try {
      session
          .getAsyncRemote()
          .sendText(
              message,
              result -> {
                if (System.nanoTime() - start > WAITED_NANOS) {
                  answered();
                }
                (result.isOK() ? sent : broken).run();
              });
    } catch (IllegalStateException e) {
      broken.run(); // Closed meanwhile.
    }
  }

  @Override
  public boolean ping() {
    if (unanswered.get() >= UNANSWERED_PINGS) {
      return false;
    }
    if (pinging.compareAndSet(false, true)) {
      threads.mayWait(this::sendPing);
    }
    return true;
  }

  @Override
  public void close(int code, String reason) {
    if (code == NORMAL_CLOSURE) {
      threads.mayWait(() -> closeNow(code, reason));
    } else {
      threads.closes(() -> closeNow(code, reason));
    }
  }

  private void sendPing() {
    try {
      session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
      unanswered.incrementAndGet();
    } catch (IOException | IllegalStateException e) {
      unanswered.set(UNANSWERED_PINGS);
    } finally {
      pinging.set(false);
    }
  }

  private void closeNow(int code, String reason) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
    } catch (IOException | IllegalStateException e) {
      log.debug("A socket was gone before it could be closed", e);
    }
  }
}
