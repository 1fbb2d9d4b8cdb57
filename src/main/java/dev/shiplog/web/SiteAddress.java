package dev.shiplog.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The address under which people reach the pages: {@code shiplog.base-url}, else that of the
 * request.
 */
@Component
class SiteAddress {

  private final Optional<String> configured;

  SiteAddress(@Value("${shiplog.base-url:}") String baseUrl) {
    this.configured =
        Optional.of(baseUrl.strip().replaceAll("/+$", "")).filter(url -> !url.isEmpty());
  }

  /** The whole address of a path that starts with a slash. */
  String of(HttpServletRequest request, String path) {
    return configured.orElseGet(
            () -> ServletUriComponentsBuilder.fromContextPath(request).toUriString())
        + path;
  }
}
