package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogSettings;
import dev.shiplog.log.LogStore;
import dev.shiplog.render.ErrorSummary;
import dev.shiplog.render.LogRenderers;
import dev.shiplog.render.StatusView;
import dev.shiplog.render.TimeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The monitor. Whether the deployment has finished is decided here, once: the completed page is
 * whole, the live page holds the lines so far and a socket that continues after the last of them.
 */
@Controller
class MonitorPages {

  private final Deployments deployments;
  private final LogStore store;
  private final LogRenderers renderers;
  private final int pageLines;
  private final Clock clock;

  MonitorPages(
      Deployments deployments,
      LogStore store,
      LogRenderers renderers,
      LogSettings settings,
      Clock clock) {
    this.deployments = deployments;
    this.store = store;
    this.renderers = renderers;
    this.pageLines = settings.pageLines();
    this.clock = clock;
  }

  @GetMapping("/deployments/{id}")
  String monitor(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam Optional<Long> page,
      @RequestParam(defaultValue = "") String view,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Deployment deployment = deployments.get(viewer, id);
    long lines = store.size(id).lines();
    var status = new StatusView(deployment, deployments.placeInQueue(deployment));
    ErrorSummary errors = renderers.errors(deployment);
    boolean whole = !deployment.finished() || view.equals("all");
    LogPages pages =
        whole
            ? LogPages.whole(id, lines, pageLines)
            : page.map(wanted -> LogPages.page(id, lines, pageLines, wanted))
                .orElseGet(() -> LogPages.holding(id, lines, pageLines, opening(errors)));
    model.addAttribute("status", status);
    model.addAttribute("errors", errors);
    model.addAttribute("pages", pages);
    model.addAttribute("chunks", renderers.html(deployment, pages.part()));
    model.addAttribute("lines", lines);
    model.addAttribute("live", !deployment.finished());
    model.addAttribute("lineLinks", true);
    model.addAttribute("icon", status.icon());
    model.addAttribute("look", LogLook.of(request));
    model.addAttribute("allTimes", LogLook.Times.values());
    addAsOf(model);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return "deployment/monitor";
  }

  /** A failed deployment opens where its log first speaks of an error, any other at the start. */
  private static long opening(ErrorSummary errors) {
    return errors.present() ? errors.first() : 1;
  }

  private void addAsOf(Model model) {
    Instant now = clock.instant();
    model.addAttribute("asOf", TimeText.rfc3339(now));
    // Makes the address of "Show new lines" new each time, or a browser would only scroll.
    model.addAttribute("asOfMillis", now.toEpochMilli());
    model.addAttribute("asOfText", TimeText.utc(now));
  }
}
