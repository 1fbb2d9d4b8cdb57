package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogSize;
import dev.shiplog.log.LogStore;
import dev.shiplog.render.LogRenderers;
import dev.shiplog.render.StatusView;
import dev.shiplog.render.TimeText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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
  private final Clock clock;

  MonitorPages(Deployments deployments, LogStore store, LogRenderers renderers, Clock clock) {
    this.deployments = deployments;
    this.store = store;
    this.renderers = renderers;
    this.clock = clock;
  }

  @GetMapping("/deployments/{id}")
  String monitor(Viewer viewer, @PathVariable long id, Model model, HttpServletResponse response) {
    Deployment deployment = deployments.get(viewer, id);
    LogSize size = store.size(id);
    Instant now = clock.instant();
    var status = new StatusView(deployment, deployments.placeInQueue(deployment));
    model.addAttribute("status", status);
    model.addAttribute("chunks", renderers.chunks(id, size.lines()));
    model.addAttribute("lines", size.lines());
    model.addAttribute("live", !deployment.finished());
    model.addAttribute("icon", status.icon());
    model.addAttribute("asOf", TimeText.rfc3339(now));
    // Makes the address of "Show new lines" new each time, or a browser would only scroll.
    model.addAttribute("asOfMillis", now.toEpochMilli());
    model.addAttribute("asOfText", TimeText.utc(now));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return "deployment/monitor";
  }

  @PostMapping("/deployments/{id}/stop")
  String stop(Viewer viewer, @PathVariable long id) {
    deployments.stop(viewer, id);
    return "redirect:/deployments/" + id;
  }

  @PostMapping("/deployments/{id}/redeploy")
  String redeploy(Viewer viewer, @PathVariable long id) {
    return "redirect:/deployments/" + deployments.redeploy(viewer, id).id();
  }

  @GetMapping("/deployments/{id}/log.txt")
  void raw(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String download,
      HttpServletResponse response)
      throws IOException {
    Deployment deployment = deployments.get(viewer, id);
    LogSize size = store.size(id);
    response.setContentType("text/plain;charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLengthLong(size.bytes());
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(deployment, download != null));
    try (InputStream bytes = store.range(id, 0, size.bytes())) {
      bytes.transferTo(response.getOutputStream());
    }
  }

  private static String disposition(Deployment deployment, boolean download) {
    String name = deployment.appName().replaceAll("[^A-Za-z0-9._-]+", "-");
    return (download ? ContentDisposition.attachment() : ContentDisposition.inline())
        .filename(name + "-" + deployment.number() + ".log")
        .build()
        .toString();
  }
}
