package dev.shiplog.account;

import jakarta.servlet.ServletContext;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.stereotype.Component;

/**
 * Whether people come by TLS, as {@code shiplog.base-url} says: a proxy that ends it speaks plain
 * HTTP with this server. Then the session's cookie is for TLS only.
 */
@Component
class PublicAddress implements ServletContextInitializer {

  private final boolean tls;

  PublicAddress(@Value("${shiplog.base-url:}") String baseUrl) {
    this.tls = baseUrl.strip().toLowerCase(Locale.ROOT).startsWith("https://");
  }

  boolean isTls() {
    return tls;
  }

  @Override
  public void onStartup(ServletContext context) {
    if (tls) {
      context.getSessionCookieConfig().setSecure(true);
    }
  }
}
