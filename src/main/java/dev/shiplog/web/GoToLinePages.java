package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogSettings;
import dev.shiplog.log.LogStore;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.render.LogRenderers;
import dev.shiplog.render.StatusView;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The way to a line of a log, whatever page it is on. */
@Controller
class GoToLinePages {

  private final Deployments deployments;
  private final LogStore store;
  private final LogRenderers renderers;
  private final int pageLines;

  GoToLinePages(
      Deployments deployments, LogStore store, LogRenderers renderers, LogSettings settings) {
    this.deployments = deployments;
    this.store = store;
    this.renderers = renderers;
    this.pageLines = settings.pageLines();
  }

  /** Leads to the line; for one that is not shown, to the last before it that is. */
  @GetMapping("/deployments/{id}/go")
  String go(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String line,
      HttpServletResponse response,
      Model model) {
    Deployment deployment = deployments.get(viewer, id);
    long lines = store.size(id).lines();
    try {
      long number = renderers.shownAt(id, LineNumber.parse("line", line, lines));
      LogPages pages =
          deployment.finished()
              ? LogPages.holding(id, lines, pageLines, number)
              : LogPages.page(id, lines, Integer.MAX_VALUE, 1);
      return "redirect:" + pages.address() + "#L" + number;
    } catch (InvalidInputException e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("problem", new FormProblem(e));
      model.addAttribute("status", StatusView.of(deployment));
      model.addAttribute("line", line);
      return "deployment/go";
    }
  }
}
