package dev.shiplog.api;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentFilter;
import dev.shiplog.deployment.DeploymentPage;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.InvalidInputException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Ordering deployments and asking how they are. */
@RestController
@RequestMapping("/api/deployments")
class DeploymentsController {

  private static final String DEFAULT_SIZE = "20";

  private final Deployments deployments;
  private final DeploymentViews views;

  DeploymentsController(Deployments deployments, DeploymentViews views) {
    this.deployments = deployments;
    this.views = views;
  }

  /** Queues a deployment; the same Idempotency-Key again answers with the one it queued. */
  @PostMapping
  ResponseEntity<Envelope<DeploymentView>> create(
      Viewer viewer,
      @RequestHeader("Idempotency-Key") Optional<String> idempotencyKey,
      @RequestBody DeploymentRequest request) {
    long appId = Required.field("appId", request.appId());
    Optional<String> commit = request.wantedCommit();
    Deployment deployment = deployments.queue(viewer, appId, commit, idempotencyKey);
    if (deployment.appId() != appId || !deployment.requestedCommit().equals(commit)) {
      throw new ConflictException(
          "This Idempotency-Key came with a different request before; use a new key.");
    }
    return created(deployment);
  }

  /** A page of the deployments that the viewer may see, newest first. */
  @GetMapping
  Envelope<PageView> list(
      Viewer viewer,
      @RequestParam Optional<Long> appId,
      @RequestParam("app_id") Optional<Long> sameAppId,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = DEFAULT_SIZE) int size) {
    DeploymentFilter filter = new DeploymentFilter(appId.or(() -> sameAppId), parsed(status));
    DeploymentPage found = deployments.list(viewer, filter, page, size);
    return Envelope.ok(
        new PageView(
            found.items().stream().map(views::of).toList(),
            found.page(),
            found.size(),
            found.total()));
  }

  @GetMapping("/{id}")
  Envelope<DeploymentView> get(Viewer viewer, @PathVariable long id) {
    return Envelope.ok(views.of(deployments.get(viewer, id)));
  }

  /** Stops a queued deployment at once; a running one ends soon after this has answered. */
  @PostMapping("/{id}/stop")
  Envelope<DeploymentView> stop(Viewer viewer, @PathVariable long id) {
    Deployment deployment = deployments.stop(viewer, id);
    return Envelope.ok(
        views.of(deployment),
        deployment.finished() ? "Deployment stopped" : "The deployment is being stopped");
  }

  @PostMapping("/{id}/redeploy")
  ResponseEntity<Envelope<DeploymentView>> redeploy(Viewer viewer, @PathVariable long id) {
    return created(deployments.redeploy(viewer, id));
  }

  private ResponseEntity<Envelope<DeploymentView>> created(Deployment deployment) {
    return ResponseEntity.created(URI.create("/api/deployments/" + deployment.id()))
        .body(Envelope.ok(views.of(deployment), "Deployment queued"));
  }

  private static Optional<DeploymentStatus> parsed(String status) {
    if (status.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        DeploymentStatus.of(status)
            .orElseThrow(
                () -> new InvalidInputException("status", "status must be one of " + words())));
  }

  private static String words() {
    return Stream.of(DeploymentStatus.values())
        .map(DeploymentStatus::word)
        .collect(Collectors.joining(", "));
  }

  private record PageView(List<DeploymentView> items, int page, int size, long total) {}
}
