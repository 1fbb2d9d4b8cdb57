package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogSettings;
import dev.shiplog.log.LogStore;
import dev.shiplog.render.ErrorSummary;
import dev.shiplog.render.LogLook;
import dev.shiplog.render.LogRenderers;
import dev.shiplog.render.StatusView;
import dev.shiplog.site.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The monitor. Whether the deployment has finished is decided here, once: the completed page is
 * whole, the live page holds the lines so far and a socket that continues after the last of them.
 */
@Controller
class MonitorPages {

  private static final String TEMPLATE = "deployment/monitor";

  private final Deployments deployments;
  private final LogStore store;
  private final LogRenderers renderers;
  private final FinishedPages finishedPages;
  private final int pageLines;
  private final PublicAddress site;
  private final Clock clock;

  MonitorPages(
      Deployments deployments,
      LogStore store,
      LogRenderers renderers,
      FinishedPages finishedPages,
      LogSettings settings,
      PublicAddress site,
      Clock clock) {
    this.deployments = deployments;
    this.store = store;
    this.renderers = renderers;
    this.finishedPages = finishedPages;
    this.pageLines = settings.pageLines();
    this.site = site;
    this.clock = clock;
  }

  @GetMapping("/deployments/{id}")
  @Nullable ModelAndView monitor(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam Optional<Long> page,
      @RequestParam(defaultValue = "") String view,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    Deployment deployment = deployments.get(viewer, id);
    long lines = store.size(id).lines();
    if (!deployment.finished()) {
      return live(deployment, LogPages.whole(id, lines, pageLines), request, response);
    }
    ErrorSummary errors = renderers.errors(deployment);
    LogPages pages =
        view.equals("all")
            ? LogPages.whole(id, lines, pageLines)
            : page.map(wanted -> LogPages.page(id, lines, pageLines, wanted))
                .orElseGet(() -> LogPages.holding(id, lines, pageLines, opening(errors)));
    return completed(viewer, deployment, errors, pages, request, response);
  }

  private ModelAndView live(
      Deployment deployment,
      LogPages pages,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    var status = new StatusView(deployment, deployments.placeInQueue(deployment));
    return model(status, renderers.errors(deployment), pages, LogLook.of(request))
        .addObject("canonical", canonical(deployment, request))
        .addObject("chunks", renderers.html(deployment, pages.part()))
        .addObject("asOf", clock.instant());
  }

  private @Nullable ModelAndView completed(
      Viewer viewer,
      Deployment deployment,
      ErrorSummary errors,
      LogPages pages,
      HttpServletRequest request,
      HttpServletResponse response)
      throws Exception {
    LogLook look = LogLook.of(request);
    String canonical = canonical(deployment, request);
    List<Object> dependsOn = List.of(look, pages, canonical, renderers.loss(deployment));
    if (finishedPages.answered(viewer, deployment, pages.part(), dependsOn, request, response)) {
      return null;
    }
    ModelAndView model =
        model(StatusView.of(deployment), errors.on(pages.part()), pages, look)
            .addObject("canonical", canonical);
    finishedPages
        .compressed(TEMPLATE, deployment, pages.part(), request)
        .ifPresentOrElse(
            model::setView,
            () -> model.addObject("chunks", renderers.html(deployment, pages.part())));
    return model;
  }

  private String canonical(Deployment deployment, HttpServletRequest request) {
    return site.of(request, "/deployments/" + deployment.id());
  }

  private ModelAndView model(StatusView status, ErrorSummary errors, LogPages pages, LogLook look) {
    return new ModelAndView(TEMPLATE)
        .addObject("status", status)
        .addObject("live", !status.deployment().finished())
        .addObject("lineLinks", true)
        .addObject("icon", status.icon())
        .addObject("errors", errors)
        .addObject("loss", renderers.loss(status.deployment()))
        .addObject("pages", pages)
        .addObject("look", look)
        .addObject("allTimes", LogLook.Times.values());
  }

  /** A failed deployment opens where its log first speaks of an error, any other at the start. */
  private static long opening(ErrorSummary errors) {
    return errors.present() ? errors.first() : 1;
  }
}
