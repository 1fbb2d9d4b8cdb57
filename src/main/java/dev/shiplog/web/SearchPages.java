package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogSearch;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.render.LogLook;
import dev.shiplog.render.LogRenderers;
import dev.shiplog.render.StatusView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What a search in a log found; of a running deployment in the lines so far. */
@Controller
class SearchPages {

  private final Deployments deployments;
  private final LogSearch search;
  private final LogRenderers renderers;

  SearchPages(Deployments deployments, LogSearch search, LogRenderers renderers) {
    this.deployments = deployments;
    this.search = search;
    this.renderers = renderers;
  }

  @GetMapping(path = "/deployments/{id}", params = "q")
  String search(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam String q,
      @RequestParam(defaultValue = "false") boolean regex,
      @RequestParam(name = "case", defaultValue = "false") boolean matchCase,
      @RequestParam(defaultValue = "2") String context,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Deployment deployment = deployments.get(viewer, id);
    var form = new SearchForm(q, regex, matchCase, context);
    model.addAttribute("status", StatusView.of(deployment));
    model.addAttribute("loss", renderers.loss(deployment));
    model.addAttribute("form", form);
    model.addAttribute("look", LogLook.of(request));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    try {
      LogSearch.Query query = form.query();
      LogSearch.Result found = search.search(id, query);
      model.addAttribute("heading", form.title(found));
      model.addAttribute("found", found);
      model.addAttribute("passages", renderers.passages(id, found, search.matcher(query)));
    } catch (InvalidInputException e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("heading", "Error: Search");
      model.addAttribute("problem", new FormProblem(e));
    }
    return "deployment/search";
  }
}
