package dev.shiplog.site;

import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Believes the headers of the proxies that are named, and of nobody else: Tomcat's own default
 * takes every private network for a proxy.
 */
@Configuration(proxyBeanMethods = false)
class ForwardedHeaders {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(TrustedProxies proxies) {
    return server -> {
      if (!proxies.trustedProxies().isEmpty()) {
        server.addEngineValves(valve(proxies));
      }
    };
  }

  private static RemoteIpValve valve(TrustedProxies proxies) {
    RemoteIpValve valve = new RemoteIpValve();
    valve.setInternalProxies(String.join(",", proxies.trustedProxies()));
    valve.setRemoteIpHeader("X-Forwarded-For");
    valve.setProtocolHeader("X-Forwarded-Proto");
    valve.setHostHeader("X-Forwarded-Host");
    valve.setPortHeader("X-Forwarded-Port");
    return valve;
  }
}
