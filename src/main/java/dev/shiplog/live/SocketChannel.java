package dev.shiplog.live;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket, written to asynchronously: a blocking send would hold a thread for as long as the
 * peer stalls.
 */
final class SocketChannel implements ViewerChannel {

  private static final Logger log = LoggerFactory.getLogger(SocketChannel.class);
  private static final int UNANSWERED_PINGS = 2;

  private final Session session;
  private final AtomicInteger unanswered = new AtomicInteger();

  SocketChannel(Session session) {
    this.session = session;
  }

  /** The peer has answered a ping. */
  void answered() {
    unanswered.set(0);
  }

  @Override
  public void send(String message, Runnable sent, Runnable broken) {
    try {
      session.getAsyncRemote().sendText(message, result -> (result.isOK() ? sent : broken).run());
    } catch (IllegalStateException e) {
      broken.run(); // Closed meanwhile.
    }
  }

  @Override
  public boolean ping() {
    if (unanswered.getAndIncrement() >= UNANSWERED_PINGS) {
      return false;
    }
    try {
      session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
      return true;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void close(int code, String reason) {
    try {
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
    } catch (IOException | IllegalStateException e) {
      log.debug("A socket was gone before it could be closed", e);
    }
  }
}
