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

  private static final String CHANNEL = "channel";

  private final Feeds feeds;
  private final SocketThreads threads;
  private final LiveSettings settings;
  private final LiveFormat format;

  LiveSocketHandler(Feeds feeds, SocketThreads threads, LiveSettings settings, LiveFormat format) {
    this.feeds = feeds;
    this.threads = threads;
    this.settings = settings;
    this.format = format;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    Session socket = ((NativeWebSocketSession) session).getNativeSession(Session.class);
    var channel = new SocketChannel(socket, threads, settings.patience());
    session.getAttributes().put(CHANNEL, channel); // First: the socket may close meanwhile.
    feeds.open(
        session.getPrincipal(),
        (Deployment) session.getAttributes().get(LiveHandshake.DEPLOYMENT),
        format,
        channel,
        (Long) session.getAttributes().get(LiveHandshake.AFTER));
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage message) {
    if (session.getAttributes().get(CHANNEL) instanceof SocketChannel channel) {
      channel.answered();
    }
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    if (session.getAttributes().get(CHANNEL) instanceof SocketChannel channel) {
      channel.closed();
    }
  }
}
