package dev.shiplog.live;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;

/** The two sockets: fragments for the page, events for programs. */
@Configuration
@EnableWebSocket
class LiveSocketConfiguration implements WebSocketConfigurer {

  private final Feeds feeds;
  private final LiveHandshake handshake;
  private final SocketThreads threads;
  private final LiveSettings settings;

  LiveSocketConfiguration(
      Feeds feeds, LiveHandshake handshake, SocketThreads threads, LiveSettings settings) {
    this.feeds = feeds;
    this.handshake = handshake;
    this.threads = threads;
    this.settings = settings;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    register(registry, LiveFormat.HTML, "/deployments/{id:\\d+}/stream");
    register(registry, LiveFormat.JSON, "/api/deployments/logs/stream");
  }

  /** Every origin passes Spring's check, because {@link LiveHandshake} has the stricter one. */
  private void register(WebSocketHandlerRegistry registry, LiveFormat format, String path) {
    registry
        .addHandler(new LiveSocketHandler(feeds, threads, settings, format), path)
        .addInterceptors(handshake)
        .setAllowedOriginPatterns("*");
  }
}
