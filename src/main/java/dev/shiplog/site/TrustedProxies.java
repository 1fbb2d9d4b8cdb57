package dev.shiplog.site;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * The proxies whose word on a client's address, scheme and host counts. Tomcat asks them; this
 * refuses what Tomcat would take for a regular expression or for nobody.
 */
@Component
class TrustedProxies {

  /**
   * @param proxies addresses and networks, such as 10.0.0.0/8
   * @throws IllegalArgumentException one of them is none
   */
  TrustedProxies(@Value("${shiplog.trusted-proxies:}") List<String> proxies) {
    proxies.stream().map(String::strip).filter(it -> !it.isEmpty()).forEach(TrustedProxies::check);
  }

  private static void check(String proxy) {
    try {
      new IpAddressMatcher(proxy);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "shiplog.trusted-proxies must be addresses or networks like 127.0.0.1, 10.0.0.0/8, not "
              + proxy,
          e);
    }
  }
}
