package dev.shiplog.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.InvalidUrlException;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The address under which people reach this server: {@code shiplog.base-url}, else that of the
 * request. A proxy in front of the server may have another name, port and scheme than the server.
 */
@Component
public class PublicAddress {

  private static final Logger log = LoggerFactory.getLogger(PublicAddress.class);

  private static final long HINT_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long NEVER = Long.MIN_VALUE;

  private final Optional<UriComponents> configured;
  private final AtomicLong hinted = new AtomicLong(NEVER);

  /**
   * @param baseUrl blank for none
   * @throws IllegalArgumentException it is no address of a web site
   */
  public PublicAddress(@Value("${shiplog.base-url:}") String baseUrl) {
    String address = baseUrl.strip().replaceAll("/+$", "");
    this.configured = address.isEmpty() ? Optional.empty() : Optional.of(webAddress(address));
  }

  /** As set by the operator, without a slash at the end. */
  public Optional<String> configured() {
    return configured.map(UriComponents::toUriString);
  }

  /**
   * Whether people are known to come by TLS, also when a proxy ends it and speaks plain HTTP with
   * this server.
   */
  public boolean isTls() {
    return configured.map(UriComponents::getScheme).filter("https"::equalsIgnoreCase).isPresent();
  }

  /** Whether the one who asks came by TLS, as far as is known; cookies are to stay there then. */
  public boolean isTls(HttpServletRequest request) {
    return request.isSecure() || isTls();
  }

  /** The whole address of a path that starts with a slash. */
  public String of(HttpServletRequest request, String path) {
    return configured()
            .orElseGet(() -> ServletUriComponentsBuilder.fromContextPath(request).toUriString())
        + path;
  }

  /** The site's origin as browsers write it (RFC 6454): without the scheme's default port. */
  public String origin(HttpServletRequest request) {
    UriComponents address =
        configured.orElseGet(() -> ServletUriComponentsBuilder.fromContextPath(request).build());
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    int defaultPort = scheme.equals("https") ? 443 : 80;
    return UriComponentsBuilder.newInstance()
        .scheme(scheme)
        .host(String.valueOf(address.getHost()).toLowerCase(Locale.ROOT))
        .port(address.getPort() == defaultPort ? -1 : address.getPort())
        .toUriString();
  }

  /**
   * Whether a page of that origin is one of ours. If not, the log says what may be set wrong: a
   * proxy that passes Origin on but writes a Host of its own looks the same as another site.
   */
  public boolean isOwn(String origin, HttpServletRequest request) {
    String own = origin(request);
    if (origin.equals(own)) {
      return true;
    }
    long now = System.nanoTime();
    long before = hinted.get();
    if ((before == NEVER || now - before > HINT_EVERY_NANOS) && hinted.compareAndSet(before, now)) {
      log.warn(
          "Refused a page from the origin {}, because this server is reached as {}. If people reach"
              + " it as {}, set shiplog.base-url to that; or have the proxy send"
              + " X-Forwarded-Proto and X-Forwarded-Host, and name it in shiplog.trusted-proxies",
          origin,
          own,
          origin);
    }
    return false;
  }

  private static UriComponents webAddress(String address) {
    try {
      UriComponents uri = UriComponentsBuilder.fromUriString(address).build();
      if (StringUtils.hasText(uri.getHost())
          && String.valueOf(uri.getScheme()).matches("(?i)https?")) {
        return uri;
      }
    } catch (InvalidUrlException e) {
      // Told below, in the words of the setting.
    }
    throw new IllegalArgumentException(
        "shiplog.base-url must be an address like https://deploy.example.org, not " + address);
  }
}
