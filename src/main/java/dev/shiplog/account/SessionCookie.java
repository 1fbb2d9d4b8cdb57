package dev.shiplog.account;

import dev.shiplog.site.PublicAddress;
import jakarta.servlet.ServletContext;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.stereotype.Component;

/** Keeps the session's cookie to TLS where people come by it, which a proxy may hide. */
@Component
class SessionCookie implements ServletContextInitializer {

  private final PublicAddress address;

  SessionCookie(PublicAddress address) {
    this.address = address;
  }

  @Override
  public void onStartup(ServletContext context) {
    if (address.isTls()) {
      context.getSessionCookieConfig().setSecure(true);
    }
  }
}
