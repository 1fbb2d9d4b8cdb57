package dev.shiplog.live;

import dev.shiplog.deployment.Deployment;
import jakarta.websocket.Session;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/**
 * Connects a socket that the handshake has let in with its deployment's feed. What a client says is
 * ignored.
 */
final class LiveSocketHandler extends AbstractWebSocketHandler {

  private static final String VIEWER = "viewer";
  private static final String CHANNEL = "channel";

  private final Feeds feeds;
  private final LiveFormat format;

  LiveSocketHandler(Feeds feeds, LiveFormat format) {
    this.feeds = feeds;
    this.format = format;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Session socket = ((NativeWebSocketSession) session).getNativeSession(Session.class);
    socket.setMaxIdleTimeout(0); // Pings find out who is gone.
    var channel = new SocketChannel(socket);
    session.getAttributes().put(CHANNEL, channel);
    LiveViewer viewer =
        feeds.open(
            session.getPrincipal(),
            deployment(session),
            format,
            channel,
            (Long) session.getAttributes().get(LiveHandshake.AFTER));
    session.getAttributes().put(VIEWER, viewer);
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage message) {
    if (session.getAttributes().get(CHANNEL) instanceof SocketChannel channel) {
      channel.answered();
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    if (session.getAttributes().get(VIEWER) instanceof LiveViewer viewer) {
      feeds.closed(deployment(session).id(), viewer);
    }
  }

  private static Deployment deployment(WebSocketSession session) {
    return (Deployment) session.getAttributes().get(LiveHandshake.DEPLOYMENT);
  }
}
