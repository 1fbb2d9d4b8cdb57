package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.project.AppName;
import dev.shiplog.project.AppNames;
import dev.shiplog.project.Project;
import dev.shiplog.project.Projects;
import dev.shiplog.render.StatusView;
import dev.shiplog.storage.DiskSpace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The dashboard: projects and apps with their last deployment. */
@Controller
class HomePage {

  private final Projects projects;
  private final AppNames apps;
  private final Deployments deployments;
  private final DiskSpace disk;

  HomePage(Projects projects, AppNames apps, Deployments deployments, DiskSpace disk) {
    this.projects = projects;
    this.apps = apps;
    this.deployments = deployments;
    this.disk = disk;
  }

  @GetMapping("/")
  String dashboard(Viewer viewer, Model model) {
    Map<Long, Deployment> latest = deployments.latestByApp(viewer);
    Map<Long, List<AppRow>> rows =
        apps.visibleTo(viewer).stream()
            .map(
                app ->
                    new AppRow(app, Optional.ofNullable(latest.get(app.id())).map(StatusView::of)))
            .collect(Collectors.groupingBy(row -> row.app().projectId()));
    model.addAttribute(
        "projects",
        projects.visibleTo(viewer).stream()
            .map(project -> new ProjectRow(project, rows.getOrDefault(project.id(), List.of())))
            .toList());
    model.addAttribute("disk", DiskWarning.of(disk, viewer));
    return "home/dashboard";
  }

  /** A project on the dashboard. */
  record ProjectRow(Project project, List<AppRow> apps) {}

  /** An app with its last deployment, if it was ever deployed. */
  record AppRow(AppName app, Optional<StatusView> last) {}
}
