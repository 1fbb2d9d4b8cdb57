package dev.shiplog.deployment;

import static dev.shiplog.deployment.DeploymentStatus.CLONING;
import static dev.shiplog.deployment.DeploymentStatus.PENDING;
import static dev.shiplog.deployment.DeploymentStatus.STOPPED;
import static dev.shiplog.project.Repositories.ADMIN;
import static dev.shiplog.project.Repositories.MEMBER;
import static dev.shiplog.project.Repositories.OWNER;
import static dev.shiplog.project.Repositories.START;
import static dev.shiplog.project.Repositories.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@link Deployments} promises on every engine. */
abstract class DeploymentsContract extends DeploymentsOnDatabase {

  @Test
  void numbersCountWithinTheApp() {
    assertThat(queue(web).number()).isEqualTo(1);
    assertThat(queue(web).number()).isEqualTo(2);
    assertThat(queue(api).number()).isEqualTo(1);
    assertThat(queue(web).number()).isEqualTo(3);
  }

  @Test
  void queuedDeploymentWaitsAndSaysSo() {
    Deployment queued = deployments.queue(MEMBER, web, Optional.of("v1.2"), Optional.empty());

    assertThat(queued.status()).isEqualTo(PENDING);
    assertThat(queued.stage()).isEqualTo("pending");
    assertThat(queued.progress()).isZero();
    assertThat(queued.appName()).isEqualTo("web");
    assertThat(queued.projectId()).isEqualTo(shop);
    assertThat(queued.requestedCommit()).contains("v1.2");
    assertThat(queued.triggeredBy()).isEqualTo("bob");
    assertThat(queued.createdAt()).isEqualTo(START);
    assertThat(queued.startedAt()).isEmpty();
    assertThat(queued.finishedAt()).isEmpty();
    assertThat(changes()).containsExactly(queued);
    assertThat(deployments.get(OWNER, queued.id())).isEqualTo(queued);
  }

  @Test
  void listIsNewestFirstInPagesWithTheTotal() {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, queue(i % 2 == 0 ? web : api).id());
    }

    assertThat(ids(list(DeploymentFilter.all(), 1))).isEqualTo(ids.subList(0, 2));
    assertThat(ids(list(DeploymentFilter.all(), 3))).isEqualTo(ids.subList(4, 5));
    assertThat(list(DeploymentFilter.all(), 4).items()).isEmpty();
    assertThat(list(DeploymentFilter.all(), 4).total()).isEqualTo(5);
    assertThat(list(DeploymentFilter.all(), 1).pages()).isEqualTo(3);
    assertThat(list(DeploymentFilter.ofApp(web), 2).total()).isEqualTo(3);
    assertThat(ids(list(DeploymentFilter.ofApp(api), 1))).containsExactly(ids.get(1), ids.get(3));
  }

  @Test
  void listIsFilteredByStatusAndApp() {
    Deployment first = queue(web);
    queue(api);
    deployments.stop(OWNER, first.id());
    var stopped = new DeploymentFilter(Optional.empty(), Optional.of(STOPPED));
    var stoppedOfApi = new DeploymentFilter(Optional.of(api), Optional.of(STOPPED));

    assertThat(ids(list(stopped, 1))).containsExactly(first.id());
    assertThat(list(stoppedOfApi, 1).total()).isZero();
  }

  @Test
  void pageAndSizeHaveLimits() {
    assertInvalid(() -> deployments.list(OWNER, DeploymentFilter.all(), 0, 10));
    assertInvalid(() -> deployments.list(OWNER, DeploymentFilter.all(), 1, 0));
    assertInvalid(() -> deployments.list(OWNER, DeploymentFilter.all(), 1, 201));
  }

  @Test
  void latestIsTheNewestOfEachApp() {
    queue(web);
    Deployment ofApi = queue(api);
    Deployment ofWeb = queue(web);

    assertThat(deployments.latestByApp(MEMBER)).isEqualTo(Map.of(web, ofWeb, api, ofApi));
    assertThat(deployments.latestByApp(STRANGER)).isEmpty();
  }

  @Test
  void strangerSeesNothingAndLearnsNothing() {
    long id = queue(web).id();

    assertThat(deployments.list(STRANGER, DeploymentFilter.all(), 1, 10).total()).isZero();
    assertThat(deployments.list(STRANGER, DeploymentFilter.ofApp(web), 1, 10).items()).isEmpty();
    assertNotFound("deployment not found", () -> deployments.get(STRANGER, id));
    assertNotFound("deployment not found", () -> deployments.get(STRANGER, 999_999));
    assertNotFound("deployment not found", () -> deployments.stop(STRANGER, id));
    assertNotFound("deployment not found", () -> deployments.redeploy(STRANGER, id));
    assertNotFound("app not found", () -> queueAs(STRANGER, web, "key"));
    assertThat(deployments.find(id).orElseThrow().status()).isEqualTo(PENDING);
  }

  @Test
  void ownerMemberAndAdministratorSeeTheDeployment() {
    Deployment queued = queue(web);

    for (Viewer viewer : List.of(OWNER, MEMBER, ADMIN)) {
      assertThat(deployments.get(viewer, queued.id())).isEqualTo(queued);
      assertThat(deployments.list(viewer, DeploymentFilter.all(), 1, 10).items())
          .containsExactly(queued);
    }
  }

  @Test
  void repeatedKeyReturnsTheFirstDeployment() {
    Deployment first = queueAs(OWNER, web, "key");

    assertThat(queueAs(OWNER, web, "key")).isEqualTo(first);
    assertThat(changes()).containsExactly(first);
    assertThat(queueAs(MEMBER, web, "key").id()).isNotEqualTo(first.id());
    assertThat(queue(web).number()).isEqualTo(3);
  }

  @Test
  void keysThatDifferInCaseAreDifferent() {
    assertThat(queueAs(OWNER, web, "key-a").id()).isNotEqualTo(queueAs(OWNER, web, "KEY-A").id());
  }

  @Test
  void oneKeyAtTheSameMomentQueuesOnce() throws Exception {
    Set<Long> ids = new HashSet<>(together(4, () -> queueAs(OWNER, web, "key").id()));

    assertThat(ids).hasSize(1);
    assertThat(list(DeploymentFilter.all(), 1).total()).isEqualTo(1);
    assertThat(queue(web).number()).isEqualTo(2);
  }

  @Test
  void redeploymentAsksForTheCommitThatWasFetched() {
    Deployment first = deployments.queue(OWNER, web, Optional.of("main"), Optional.empty());
    assertThat(deployments.redeploy(OWNER, first.id()).requestedCommit()).contains("main");

    queue.recordCommit(first.id(), "a".repeat(40), "Fix🚀".repeat(400), "Zoë <zoe@example.org>");
    Deployment again = deployments.redeploy(MEMBER, first.id());

    assertThat(again.requestedCommit()).contains("a".repeat(40));
    assertThat(again.triggeredBy()).isEqualTo("bob");
    Deployment recorded = deployments.get(OWNER, first.id());
    assertThat(recorded.commitAuthor()).contains("Zoë <zoe@example.org>");
    assertThat(recorded.commitMessage().orElseThrow()).startsWith("Fix🚀").endsWith("🚀Fix…");
  }

  @Test
  void stoppedInTheQueueItEndsAtOnce() {
    Deployment queued = queue(web);

    Deployment stopped = deployments.stop(MEMBER, queued.id());

    assertThat(stopped.status()).isEqualTo(STOPPED);
    assertThat(stopped.failedStage()).contains("pending");
    assertThat(stopped.progress()).isZero();
    assertThat(stopped.finishedAt()).contains(START);
    assertThat(stopped.stopRequestedBy()).contains("bob");
    assertThat(changes()).containsExactly(queued, stopped);
    assertThat(claim()).isEmpty();
    assertStopConflicts(queued);
  }

  @Test
  void stoppedWhileRunningItIsAskedToEndAndTheFirstToAskIsNamed() {
    queue(web);
    Deployment running = claim().orElseThrow();

    deployments.stop(MEMBER, running.id());
    Deployment asked = deployments.stop(OWNER, running.id());

    assertThat(asked.status()).isEqualTo(CLONING);
    assertThat(asked.stopRequestedBy()).contains("bob");
    assertThat(queue.stopsRequested(RUNNER)).isEqualTo(Map.of(running.id(), "bob"));
    assertThat(repositories.events(StopRequested.class)).contains(new StopRequested(running.id()));
    finish(running, STOPPED);
    assertThat(read(running).failedStage()).contains("cloning");
    assertThat(queue.stopsRequested(RUNNER)).isEmpty();
    assertStopConflicts(running);
  }

  @Test
  void placeInQueueCountsThoseBeforeIt() {
    Deployment first = queue(web);
    Deployment second = queue(api);
    Deployment third = queue(web);
    assertThat(deployments.placeInQueue(third)).isEqualTo(3);

    claim();
    assertThat(deployments.placeInQueue(read(first))).isZero();
    assertThat(deployments.placeInQueue(second)).isEqualTo(1);
    assertThat(deployments.placeInQueue(third)).isEqualTo(2);
  }

  private static List<Long> ids(DeploymentPage page) {
    return page.items().stream().map(Deployment::id).toList();
  }

  private void assertStopConflicts(Deployment deployment) {
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> deployments.stop(OWNER, deployment.id()));
  }

  private static void assertNotFound(String message, ThrowingCallable action) {
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(action).withMessage(message);
  }

  private static void assertInvalid(ThrowingCallable action) {
    assertThatExceptionOfType(InvalidInputException.class).isThrownBy(action);
  }
}
