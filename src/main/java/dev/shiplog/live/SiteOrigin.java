package dev.shiplog.live;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The origin under which people reach this server: that of {@code shiplog.base-url}, else that of
 * the request.
 */
@Component
class SiteOrigin {

  private final Optional<String> configured;

  SiteOrigin(@Value("${shiplog.base-url:}") String baseUrl) {
    this.configured =
        baseUrl.isBlank() ? Optional.empty() : Optional.of(origin(URI.create(baseUrl.strip())));
  }

  /** As browsers write it (RFC 6454): without the scheme's default port. */
  String of(HttpServletRequest request) {
    return configured.orElseGet(() -> origin(URI.create(request.getRequestURL().toString())));
  }

  private static String origin(URI uri) {
    boolean defaultPort =
        uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80) || uri.getPort() == -1;
    return UriComponentsBuilder.newInstance()
        .scheme(uri.getScheme())
        .host(uri.getHost())
        .port(defaultPort ? -1 : uri.getPort())
        .toUriString();
  }
}
