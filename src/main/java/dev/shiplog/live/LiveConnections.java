package dev.shiplog.live;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How the web server's connections must be so that a slow reader can be told from a stalled one.
 */
@Configuration
class LiveConnections {

  /**
   * Bytes that wait in the kernel for a reader. Linux would keep up to 4 MB and take more only when
   * a third of that is free: then somebody who reads 10 KB/s would seem to stall for two minutes.
   */
  private static final int SEND_BUFFER = 64 * 1024;

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> sendBuffers() {
    return server ->
        server.addConnectorCustomizers(
            connector -> connector.setProperty("socket.txBufSize", String.valueOf(SEND_BUFFER)));
  }
}
