package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.DeploymentFilter;
import dev.shiplog.deployment.DeploymentPage;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.project.App;
import dev.shiplog.project.AppCreation;
import dev.shiplog.project.Apps;
import dev.shiplog.project.Projects;
import dev.shiplog.render.HistoryView;
import dev.shiplog.render.StatusView;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** An app, its settings and its deployments. */
@Controller
@RequestMapping("/apps")
class AppPages {

  private final Apps apps;
  private final Projects projects;
  private final Deployments deployments;
  private final AppCreation creation;

  AppPages(Apps apps, Projects projects, Deployments deployments, AppCreation creation) {
    this.apps = apps;
    this.projects = projects;
    this.deployments = deployments;
    this.creation = creation;
  }

  @GetMapping("/{id}")
  String app(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    App app = apps.get(viewer, id);
    DeploymentPage found =
        deployments.list(
            viewer, DeploymentFilter.ofApp(id), Math.max(1, page), DeploymentListPage.SIZE);
    model.addAttribute("app", app);
    model.addAttribute("rows", found.items().stream().map(StatusView::of).toList());
    model.addAttribute("paging", Paging.of(found, "/apps/" + id));
    // The chart is of the newest deployments: they stand on the first page, and are read already.
    model.addAttribute(
        "history", found.page() == 1 ? HistoryView.of(found.items()) : Optional.empty());
    return "app/app";
  }

  @PostMapping("/{id}/deployments")
  String deploy(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String commit,
      HttpServletResponse response,
      Model model) {
    try {
      Optional<String> wanted = Optional.of(commit.strip()).filter(ref -> !ref.isEmpty());
      return "redirect:/deployments/"
          + deployments.queue(viewer, id, wanted, Optional.empty()).id();
    } catch (InvalidInputException e) {
      model.addAttribute("commit", commit);
      problem(e, response, model);
      return app(viewer, id, 1, model);
    }
  }

  @GetMapping("/new")
  String newApp(
      Viewer viewer,
      @RequestParam Optional<Long> project,
      @RequestParam(defaultValue = "") String preset,
      Model model) {
    creation.require(viewer);
    AppForm form = AppForm.empty();
    model.addAttribute("project", project.orElse(0L));
    return form(viewer, "dockerfile".equals(preset) ? form.forDockerfile() : form, model);
  }

  @PostMapping("/new")
  String create(
      Viewer viewer,
      @ModelAttribute AppForm form,
      @RequestParam(defaultValue = "") String newProject,
      @RequestParam(defaultValue = "") String preset,
      HttpServletResponse response,
      Model model) {
    creation.require(viewer);
    model.addAttribute("newProject", newProject);
    if (!preset.isEmpty()) {
      return form(viewer, form.forDockerfile(), model);
    }
    try {
      long project = project(viewer, form, newProject);
      return "redirect:/apps/" + apps.create(viewer, project, form.settings(Set.of())).id();
    } catch (InvalidInputException e) {
      problem(e, response, model);
      return form(viewer, form, model);
    }
  }

  @GetMapping("/{id}/edit")
  String edit(Viewer viewer, @PathVariable long id, Model model) {
    App app = apps.get(viewer, id);
    model.addAttribute("app", app);
    return form(viewer, AppForm.of(app), model);
  }

  @PostMapping("/{id}/edit")
  String update(
      Viewer viewer,
      @PathVariable long id,
      @ModelAttribute AppForm form,
      @RequestParam(defaultValue = "") String preset,
      HttpServletResponse response,
      Model model) {
    App app = apps.get(viewer, id);
    model.addAttribute("app", app);
    if (!preset.isEmpty()) {
      return form(viewer, form.forDockerfile(), model);
    }
    try {
      apps.update(viewer, id, form.settings(app.secretNames()));
      return "redirect:/apps/" + id;
    } catch (InvalidInputException e) {
      problem(e, response, model);
      return form(viewer, form, model);
    }
  }

  @GetMapping("/{id}/delete")
  String confirmDelete(Viewer viewer, @PathVariable long id, Model model) {
    model.addAttribute("app", apps.get(viewer, id));
    return "app/delete";
  }

  @PostMapping("/{id}/delete")
  String delete(Viewer viewer, @PathVariable long id) {
    apps.delete(viewer, id);
    return "redirect:/";
  }

  /** The chosen project, or a new one for somebody who has none yet. */
  private long project(Viewer viewer, AppForm form, String newProject) {
    if (!newProject.isBlank()) {
      form.settings(Set.of());
      return projects.create(viewer, newProject).id();
    }
    return Optional.ofNullable(form.project())
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "newProject", "Choose a project or give a name for a new one"));
  }

  private String form(Viewer viewer, AppForm form, Model model) {
    model.addAttribute("form", form.withoutSecrets());
    model.addAttribute("projects", projects.visibleTo(viewer));
    return "app/form";
  }

  private static void problem(InvalidInputException e, HttpServletResponse response, Model model) {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    model.addAttribute("problem", new FormProblem(e));
  }
}
