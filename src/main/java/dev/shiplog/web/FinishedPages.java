package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.delivery.Gzip;
import dev.shiplog.delivery.PartCache;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.render.LogPart;
import dev.shiplog.render.LogRenderers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.View;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * How pages with a finished log are sent: from the reader's own cache when that has it, else
 * compressed, with a log that was compressed once. Every reader is asked for their rights each
 * time.
 */
@Component
class FinishedPages {

  /** A new server may render differently. */
  private final String server = UUID.randomUUID().toString();

  private final ThymeleafViewResolver views;
  private final PartCache cache;
  private final LogRenderers renderers;

  FinishedPages(ThymeleafViewResolver views, PartCache cache, LogRenderers renderers) {
    this.views = views;
    this.cache = cache;
    this.renderers = renderers;
  }

  /**
   * Answers a reader who has the page already.
   *
   * @param look whatever else the page depends on
   * @return whether the answer is complete; else the page must follow
   */
  boolean answered(
      Viewer viewer,
      Deployment deployment,
      LogPart part,
      Object look,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    response.setHeader(HttpHeaders.VARY, "Accept-Encoding, Cookie");
    HttpSession session = request.getSession(false); // Its forms hold the session's token.
    String content =
        List.of(server, viewer, deployment, part, look, session == null ? "" : session.getId())
            .toString();
    String etag = Gzip.etag(hash(content), Gzip.acceptedBy(request));
    return new ServletWebRequest(request, response).checkNotModified(etag);
  }

  /**
   * The page, for a reader who takes gzip.
   *
   * @return empty for any other reader
   */
  Optional<View> compressed(
      String template, Deployment deployment, LogPart part, HttpServletRequest request)
      throws Exception {
    View around = views.resolveViewName(template, Locale.ENGLISH);
    if (around == null || !Gzip.acceptedBy(request)) {
      return Optional.empty();
    }
    return Optional.of(
        new StitchedPage(
            around, cache, new Key(deployment.id(), part), renderers.html(deployment, part)));
  }

  private static String hash(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private record Key(long deployment, LogPart part) {}
}
