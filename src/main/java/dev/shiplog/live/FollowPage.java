package dev.shiplog.live;

import dev.shiplog.account.Viewer;
import dev.shiplog.delivery.SplitPage;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.render.LogLook;
import dev.shiplog.render.StatusFragments;
import dev.shiplog.render.StatusView;
import dev.shiplog.render.TimeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/**
 * The live log as one page that stays open and grows, line by line, until the deployment has ended:
 * live without JavaScript. What was sent cannot be changed, so the header shows the status as it
 * was at first, and a line that is redrawn later, like a progress bar, stays as it was first
 * printed.
 */
@Controller
class FollowPage {

  private static final String LOG_END = "</ol></section>";

  private final Deployments deployments;
  private final Feeds feeds;
  private final StatusFragments fragments;
  private final ThymeleafViewResolver views;
  private final TcpTable connections;
  private final Clock clock;

  FollowPage(
      Deployments deployments,
      Feeds feeds,
      StatusFragments fragments,
      ThymeleafViewResolver views,
      TcpTable connections,
      Clock clock) {
    this.deployments = deployments;
    this.feeds = feeds;
    this.fragments = fragments;
    this.views = views;
    this.connections = connections;
    this.clock = clock;
  }

  @GetMapping("/deployments/{id}/follow")
  void follow(
      Viewer viewer,
      @PathVariable long id,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    Deployment deployment = deployments.get(viewer, id);
    if (deployment.finished()) {
      response.sendRedirect(request.getContextPath() + "/deployments/" + id);
      return;
    }
    ResponseFrame frame = frame(id, page(viewer, deployment, request, response));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Accel-Buffering", "no"); // Proxies would hold lines back.
    var channel =
        new ResponseChannel(
            request.startAsync(), StandardCharsets.UTF_8, frame, connections.of(request));
    feeds.open(request.getUserPrincipal(), deployment, LiveFormat.DOCUMENT, channel, 0);
    channel.open();
  }

  /** The page with an empty log. */
  private SplitPage page(
      Viewer viewer,
      Deployment deployment,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    Instant now = clock.instant();
    Map<String, Object> model =
        Map.of(
            "viewer", Optional.of(viewer),
            "status", new StatusView(deployment, deployments.placeInQueue(deployment)),
            "icon", "running",
            "look", LogLook.of(request),
            "asOf", TimeText.rfc3339(now),
            "asOfText", TimeText.utc(now));
    View view = Objects.requireNonNull(views.resolveViewName("deployment/follow", Locale.ENGLISH));
    return SplitPage.of(view, model, request, response);
  }

  /**
   * What stands around the lines. Where the server went away, sections may be open; the end of the
   * log closes them (HTML, section 13.2.6.4.7).
   */
  private ResponseFrame frame(long id, SplitPage page) {
    if (!page.tail().startsWith(LOG_END)) {
      throw new IllegalStateException("the template must end the log with " + LOG_END);
    }
    String tail = page.tail().substring(LOG_END.length());
    return new ResponseFrame(page.head(), tail, LOG_END + fragments.cut(id) + tail);
  }
}
