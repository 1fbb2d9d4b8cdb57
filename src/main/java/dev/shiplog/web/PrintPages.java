package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogStore;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.render.LogLook;
import dev.shiplog.render.LogPart;
import dev.shiplog.render.LogRenderers;
import dev.shiplog.render.StatusView;
import dev.shiplog.site.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A log for paper: lean, black on white, all of it or some of its lines. */
@Controller
class PrintPages {

  private final Deployments deployments;
  private final LogStore store;
  private final LogRenderers renderers;
  private final PublicAddress site;

  PrintPages(Deployments deployments, LogStore store, LogRenderers renderers, PublicAddress site) {
    this.deployments = deployments;
    this.store = store;
    this.renderers = renderers;
    this.site = site;
  }

  @GetMapping(path = "/deployments/{id}", params = "view=print")
  String print(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "") String times,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Deployment deployment = deployments.get(viewer, id);
    LogLook look = LogLook.of(times, "");
    model.addAttribute("status", StatusView.of(deployment));
    model.addAttribute("loss", renderers.loss(deployment));
    model.addAttribute("canonical", site.of(request, "/deployments/" + id));
    model.addAttribute("look", look);
    model.addAttribute("allTimes", LogLook.Times.values());
    model.addAttribute("from", from);
    model.addAttribute("to", to);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    try {
      LogPart part = part(from, to, store.size(id).lines(), look);
      model.addAttribute("part", part);
      model.addAttribute("pages", renderers.paperPages(id, part));
      model.addAttribute("chunks", renderers.html(deployment, part));
    } catch (InvalidInputException e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("problem", new FormProblem(e));
      model.addAttribute("chunks", List.of());
    }
    return "deployment/print";
  }

  /** An end that is not given is the log's. */
  private static LogPart part(String from, String to, long lines, LogLook look) {
    long first = from.isBlank() ? 1 : LineNumber.parse("from", from, lines);
    long last = to.isBlank() ? lines : LineNumber.parse("to", to, lines);
    if (last < first && lines > 0) {
      throw new InvalidInputException("to", "The last line must not come before the first");
    }
    return LogPart.printed(first, last, lines, look.times() != LogLook.Times.OFF);
  }
}
