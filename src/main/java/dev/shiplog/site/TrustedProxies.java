package dev.shiplog.site;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * The proxies whose word on a client's address, scheme and host counts: {@code
 * shiplog.trusted-proxies}.
 *
 * @param trustedProxies addresses and networks, such as 10.0.0.0/8; default none. Others, such as
 *     names, are refused, as Tomcat would take them for regular expressions.
 */
@ConfigurationProperties("shiplog")
record TrustedProxies(@DefaultValue List<String> trustedProxies) {

  TrustedProxies {
    trustedProxies =
        trustedProxies.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
    trustedProxies.forEach(TrustedProxies::check);
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
