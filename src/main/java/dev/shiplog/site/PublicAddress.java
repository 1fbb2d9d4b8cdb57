package dev.shiplog.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
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

  private final Optional<UriComponents> configured;

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
