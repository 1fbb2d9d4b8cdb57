package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.DeploymentFilter;
import dev.shiplog.deployment.DeploymentPage;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.project.AppNames;
import dev.shiplog.render.StatusView;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** All deployments, with filters and paging by address. */
@Controller
class DeploymentListPage {

  /** Rows on one page of a list. */
  static final int SIZE = 50;

  private final Deployments deployments;
  private final AppNames apps;

  DeploymentListPage(Deployments deployments, AppNames apps) {
    this.deployments = deployments;
    this.apps = apps;
  }

  @GetMapping("/deployments")
  String list(
      Viewer viewer,
      @RequestParam Optional<Long> app,
      @RequestParam Optional<String> status,
      @RequestParam(defaultValue = "1") int page,
      Model model) {
    var filter = new DeploymentFilter(app, status.flatMap(DeploymentStatus::of));
    DeploymentPage found = deployments.list(viewer, filter, Math.max(1, page), SIZE);
    String base =
        UriComponentsBuilder.fromPath("/deployments")
            .queryParamIfPresent("app", app)
            .queryParamIfPresent("status", filter.status().map(DeploymentStatus::word))
            .build()
            .toUriString();
    model.addAttribute("apps", apps.visibleTo(viewer));
    model.addAttribute("statuses", DeploymentStatus.values());
    model.addAttribute("app", app.orElse(0L));
    model.addAttribute("status", filter.status().map(DeploymentStatus::word).orElse(""));
    model.addAttribute("rows", found.items().stream().map(StatusView::of).toList());
    model.addAttribute("paging", Paging.of(found, base));
    return "deployment/list";
  }
}
