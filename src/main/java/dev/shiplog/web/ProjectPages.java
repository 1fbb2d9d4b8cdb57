package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.project.AppNames;
import dev.shiplog.project.Project;
import dev.shiplog.project.Projects;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Projects and their members. */
@Controller
@RequestMapping("/projects")
class ProjectPages {

  private final Projects projects;
  private final AppNames apps;

  ProjectPages(Projects projects, AppNames apps) {
    this.projects = projects;
    this.apps = apps;
  }

  @GetMapping
  String list(Viewer viewer, Model model) {
    model.addAttribute("projects", projects.visibleTo(viewer));
    return "project/list";
  }

  @PostMapping
  String create(
      Viewer viewer,
      @RequestParam(defaultValue = "") String name,
      HttpServletResponse response,
      Model model) {
    try {
      return "redirect:/projects/" + projects.create(viewer, name).id();
    } catch (InvalidInputException e) {
      problem(new FormProblem(e), response, model);
      model.addAttribute("name", name);
      return list(viewer, model);
    }
  }

  @GetMapping("/{id}")
  String project(Viewer viewer, @PathVariable long id, Model model) {
    Project project = projects.get(viewer, id);
    model.addAttribute("project", project);
    model.addAttribute("managed", projects.isManagedBy(viewer, project));
    model.addAttribute("apps", apps.ofProject(viewer, id));
    return "project/project";
  }

  @PostMapping("/{id}")
  String rename(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String name,
      HttpServletResponse response,
      Model model) {
    try {
      projects.rename(viewer, id, name);
      return "redirect:/projects/" + id;
    } catch (InvalidInputException e) {
      problem(new FormProblem(e), response, model);
      model.addAttribute("name", name);
      return project(viewer, id, model);
    }
  }

  @PostMapping("/{id}/members")
  String addMember(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String username,
      HttpServletResponse response,
      Model model) {
    try {
      projects.addMember(viewer, id, username);
      return "redirect:/projects/" + id;
    } catch (InvalidInputException e) {
      problem(new FormProblem(e), response, model);
      model.addAttribute("username", username);
      return project(viewer, id, model);
    }
  }

  @PostMapping("/{id}/members/{username}/remove")
  String removeMember(Viewer viewer, @PathVariable long id, @PathVariable String username) {
    projects.removeMember(viewer, id, username);
    return "redirect:/projects/" + id;
  }

  @PostMapping("/{id}/owner")
  String handOver(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "") String username,
      HttpServletResponse response,
      Model model) {
    try {
      projects.handOver(viewer, id, username);
      return "redirect:/projects/" + id;
    } catch (InvalidInputException e) {
      problem(new FormProblem("owner", String.valueOf(e.getMessage())), response, model);
      model.addAttribute("newOwner", username);
      return project(viewer, id, model);
    }
  }

  @PostMapping("/{id}/offer/withdraw")
  String withdrawOffer(Viewer viewer, @PathVariable long id) {
    projects.handOver(viewer, id, projects.get(viewer, id).owner());
    return "redirect:/projects/" + id;
  }

  @PostMapping("/{id}/accept")
  String accept(Viewer viewer, @PathVariable long id) {
    projects.accept(viewer, id);
    return "redirect:/projects/" + id;
  }

  @PostMapping("/{id}/delete")
  String delete(Viewer viewer, @PathVariable long id, HttpServletResponse response, Model model) {
    try {
      projects.delete(viewer, id);
      return "redirect:/projects";
    } catch (ConflictException e) {
      problem(new FormProblem("", String.valueOf(e.getMessage())), response, model);
      return project(viewer, id, model);
    }
  }

  private static void problem(FormProblem problem, HttpServletResponse response, Model model) {
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    model.addAttribute("problem", problem);
  }
}
