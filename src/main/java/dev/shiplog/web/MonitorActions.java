package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.render.LogLook;
import dev.shiplog.site.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the monitor's forms do. */
@Controller
class MonitorActions {

  private final Deployments deployments;
  private final PublicAddress address;

  MonitorActions(Deployments deployments, PublicAddress address) {
    this.deployments = deployments;
    this.address = address;
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

  /** Remembers how logs are to look, and shows the same page that way. */
  @PostMapping("/deployments/{id}/look")
  String look(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String times,
      @RequestParam(defaultValue = "") String wrap,
      @RequestParam Optional<Long> page,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE, LogLook.of(times, wrap).cookie(address.isTls(request)).toString());
    String query = page.map(number -> number == 0 ? "?view=all" : "?page=" + number).orElse("");
    return "redirect:/deployments/" + id + query;
  }
}
