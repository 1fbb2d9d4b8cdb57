package dev.shiplog.api;

import dev.shiplog.account.Viewer;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.project.App;
import dev.shiplog.project.Apps;
import java.net.URI;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Apps and their settings. */
@RestController
@RequestMapping("/api/apps")
class AppsController {

  private final Apps apps;

  AppsController(Apps apps) {
    this.apps = apps;
  }

  @GetMapping
  Envelope<List<AppView>> list(Viewer viewer) {
    return Envelope.ok(apps.visibleTo(viewer).stream().map(AppView::of).toList());
  }

  @PostMapping
  ResponseEntity<Envelope<AppView>> create(Viewer viewer, @RequestBody AppRequest request) {
    long projectId = Required.field("projectId", request.projectId());
    App created = apps.create(viewer, projectId, request.settings());
    return ResponseEntity.created(URI.create("/api/apps/" + created.id()))
        .body(Envelope.ok(AppView.of(created), "App created"));
  }

  @GetMapping("/{id}")
  Envelope<AppView> get(Viewer viewer, @PathVariable long id) {
    return Envelope.ok(AppView.of(apps.get(viewer, id)));
  }

  /**
   * Replaces the app's settings: a field that is missing gets its default, as when it is created.
   * Not so secrets, which nobody can read and send back: without the field all are kept, and a name
   * with null keeps the value that is stored.
   */
  @PutMapping("/{id}")
  Envelope<AppView> replace(Viewer viewer, @PathVariable long id, @RequestBody AppRequest request) {
    App before = apps.get(viewer, id);
    if (request.projectId() != null && request.projectId() != before.projectId()) {
      throw new InvalidInputException("projectId", "An app stays in its project.");
    }
    App changed = apps.update(viewer, id, request.settingsFor(before));
    return Envelope.ok(AppView.of(changed), "App changed");
  }

  @DeleteMapping("/{id}")
  Envelope<Void> delete(Viewer viewer, @PathVariable long id) {
    apps.delete(viewer, id);
    return Envelope.ok(null, "App deleted");
  }
}
