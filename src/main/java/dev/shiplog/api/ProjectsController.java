package dev.shiplog.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.shiplog.account.Viewer;
import dev.shiplog.project.Project;
import dev.shiplog.project.Projects;
import dev.shiplog.render.TimeText;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Projects and who may see them. */
@RestController
@RequestMapping("/api/projects")
class ProjectsController {

  private final Projects projects;

  ProjectsController(Projects projects) {
    this.projects = projects;
  }

  @GetMapping
  Envelope<List<ProjectView>> list(Viewer viewer) {
    return Envelope.ok(projects.visibleTo(viewer).stream().map(ProjectView::of).toList());
  }

  @PostMapping
  ResponseEntity<Envelope<ProjectView>> create(Viewer viewer, @RequestBody ProjectRequest request) {
    Project created = projects.create(viewer, Required.field("name", request.name));
    return ResponseEntity.created(URI.create("/api/projects/" + created.id()))
        .body(Envelope.ok(ProjectView.of(created), "Project created"));
  }

  @GetMapping("/{id}")
  Envelope<ProjectView> get(Viewer viewer, @PathVariable long id) {
    return Envelope.ok(ProjectView.of(projects.get(viewer, id)));
  }

  /** Changes what the body names. */
  @PutMapping("/{id}")
  Envelope<ProjectView> change(
      Viewer viewer, @PathVariable long id, @RequestBody ProjectRequest request) {
    if (request.owner == null) {
      Project renamed = projects.rename(viewer, id, Required.field("name", request.name));
      return Envelope.ok(ProjectView.of(renamed), "Project changed");
    }
    if (request.name != null) {
      projects.rename(viewer, id, request.name);
    }
    Project project = projects.handOver(viewer, id, request.owner);
    return Envelope.ok(
        ProjectView.of(project),
        project
            .offeredTo()
            .map(name -> "Offered to " + name + ", who owns it after accepting it")
            .orElse("The owner is " + project.owner()));
  }

  /** Takes over a project that was offered to the viewer. */
  @PostMapping("/{id}/accept")
  Envelope<ProjectView> accept(Viewer viewer, @PathVariable long id) {
    return Envelope.ok(ProjectView.of(projects.accept(viewer, id)), "The project is yours");
  }

  @DeleteMapping("/{id}")
  Envelope<Void> delete(Viewer viewer, @PathVariable long id) {
    projects.delete(viewer, id);
    return Envelope.ok(null, "Project deleted");
  }

  @PutMapping("/{id}/members/{username}")
  Envelope<ProjectView> addMember(
      Viewer viewer, @PathVariable long id, @PathVariable String username) {
    projects.addMember(viewer, id, username);
    return Envelope.ok(ProjectView.of(projects.get(viewer, id)), "Member added");
  }

  @DeleteMapping("/{id}/members/{username}")
  Envelope<ProjectView> removeMember(
      Viewer viewer, @PathVariable long id, @PathVariable String username) {
    projects.removeMember(viewer, id, username);
    return Envelope.ok(ProjectView.of(projects.get(viewer, id)), "Member removed");
  }

  private record ProjectRequest(@Nullable String name, @Nullable String owner) {}

  @JsonNaming(SnakeCaseStrategy.class)
  private record ProjectView(
      long id,
      String name,
      String owner,
      List<String> members,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String offeredTo,
      String createdAt) {

    static ProjectView of(Project project) {
      return new ProjectView(
          project.id(),
          project.name(),
          project.owner(),
          project.members(),
          project.offeredTo().orElse(null),
          TimeText.rfc3339(project.createdAt()));
    }
  }
}
