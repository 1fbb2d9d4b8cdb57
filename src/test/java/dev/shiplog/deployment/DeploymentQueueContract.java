package dev.shiplog.deployment;

import static dev.shiplog.deployment.DeploymentStatus.BUILDING;
import static dev.shiplog.deployment.DeploymentStatus.CLONING;
import static dev.shiplog.deployment.DeploymentStatus.DEPLOYING;
import static dev.shiplog.deployment.DeploymentStatus.FAILED;
import static dev.shiplog.deployment.DeploymentStatus.PENDING;
import static dev.shiplog.deployment.DeploymentStatus.SUCCESS;
import static dev.shiplog.project.Repositories.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link DeploymentQueue} promises on every engine. */
abstract class DeploymentQueueContract extends DeploymentsOnDatabase {

  @Test
  void stateMovesOneWayAndEveryMoveIsPublished() {
    Deployment queued = queue(web);
    repositories.advance(Duration.ofSeconds(5));
    Deployment cloning = claim().orElseThrow();
    assertThat(cloning.status()).isEqualTo(CLONING);
    assertThat(cloning.progress()).isEqualTo(20);
    assertThat(cloning.startedAt()).contains(START.plusSeconds(5));

    assertThat(queue.enter(cloning, BUILDING)).isTrue();
    Deployment building = read(queued);
    assertThat(queue.enter(building, DEPLOYING)).isTrue();
    repositories.advance(Duration.ofSeconds(125));
    assertThat(finish(queued, SUCCESS)).isTrue();

    Deployment end = read(queued);
    assertThat(end.progress()).isEqualTo(100);
    assertThat(end.failedStage()).isEmpty();
    assertThat(end.duration()).contains(Duration.ofSeconds(125));
    assertThat(end.logLines()).isEqualTo(7);
    assertThat(end.logBytes()).isEqualTo(70);
    assertThat(changes())
        .extracting(Deployment::status)
        .containsExactly(PENDING, CLONING, BUILDING, DEPLOYING, SUCCESS);
    assertThat(changes()).extracting(Deployment::progress).containsExactly(0, 20, 50, 80, 100);
  }

  @Test
  void wayBackIsRefused() {
    queue(web);
    Deployment cloning = claim().orElseThrow();
    queue.enter(cloning, DEPLOYING);
    Deployment deploying = read(cloning);

    for (DeploymentStatus next : List.of(PENDING, CLONING, BUILDING, DEPLOYING, SUCCESS)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> queue.enter(deploying, next));
    }
    assertThat(queue.enter(cloning, BUILDING)).isFalse();
    assertThat(read(cloning)).isEqualTo(deploying);
  }

  @Test
  void failureStaysWhereItHappenedAndIsFinal() {
    queue(web);
    Deployment cloning = claim().orElseThrow();
    queue.enter(cloning, BUILDING);
    finish(cloning, FAILED);
    Deployment failed = read(cloning);
    int events = changes().size();
    repositories.advance(Duration.ofMinutes(1));

    assertThat(failed.failedStage()).contains("building");
    assertThat(failed.stage()).isEqualTo("failed");
    assertThat(failed.progress()).isEqualTo(50);
    assertThat(failed.errorMessage()).contains("because");
    assertThat(finish(cloning, SUCCESS)).isFalse();
    assertThat(queue.enter(cloning, BUILDING)).isFalse();
    queue.recordCommit(cloning.id(), "b", "late", "late");
    assertThat(read(cloning)).isEqualTo(failed);
    assertThat(changes()).hasSize(events);
  }

  @Test
  void oldestIsClaimedFirstAndAnAppOneAtATime() {
    Deployment first = queue(web);
    Deployment second = queue(web);
    Deployment other = queue(api);

    assertThat(claim()).map(Deployment::id).contains(first.id());
    assertThat(claim()).map(Deployment::id).contains(other.id());
    assertThat(claim()).isEmpty();
    assertThat(queue.claimedBy(RUNNER)).containsOnlyKeys(first.id(), other.id());
    finish(first, FAILED);
    assertThat(claim()).map(Deployment::id).contains(second.id());
    assertThat(queue.claimedBy("another")).isEmpty();
  }

  @Test
  void emptyRepositoryIsNotCloned() {
    queue(api);

    Deployment claimed = claim().orElseThrow();

    assertThat(claimed.status()).isEqualTo(BUILDING);
    assertThat(claimed.progress()).isEqualTo(50);
  }

  @Test
  void everyStageIsTimedWhenItIsEntered() {
    Deployment queued = queue(web);
    assertThat(queued.stages()).isEmpty();

    finish(run(5, 60, 20), SUCCESS);

    Deployment end = read(queued);
    assertThat(end.stages())
        .extracting(StageTiming::start)
        .containsExactly(START, START.plusSeconds(5), START.plusSeconds(65));
    assertThat(end.stages().get(2).end()).contains(START.plusSeconds(85));
    assertThat(end.times().usual()).isEmpty();
  }

  @Test
  void usualIsTheMedianOfTheLastTenSuccessesWhenItIsClaimed() {
    deploy(web, 1000, 1000, 1000, SUCCESS);
    for (int i = 1; i <= 10; i++) {
      deploy(web, i, 10 * i, 100 * i, SUCCESS);
      deploy(web, 7, 7, 7, FAILED);
    }

    queue(web);
    Deployment claimed = claim().orElseThrow();

    assertThat(claimed.times().usual())
        .isEqualTo(
            Map.of(
                CLONING, Duration.ofMillis(5_500),
                BUILDING, Duration.ofSeconds(55),
                DEPLOYING, Duration.ofSeconds(550)));
    assertThat(claimed.expectedEnd())
        .contains(claimed.startedAt().orElseThrow().plusMillis(610_500));
  }

  @Test
  void usualOfAnotherAppOrOfASkippedStageIsNotExpected() {
    deploy(web, 5, 60, 20, SUCCESS);
    Deployment ofApi = queue(api);
    assertThat(claim().orElseThrow().times().usual()).isEmpty();
    finish(ofApi, FAILED);
    repositories.jdbc().sql("UPDATE apps SET build_command = ''").update();

    queue(web);

    assertThat(claim().orElseThrow().times().usual()).containsOnlyKeys(CLONING, DEPLOYING);
  }

  @Test
  void deploymentsWithoutTimesAreNoMeasure() {
    deploy(web, 5, 60, 20, SUCCESS);
    repositories
        .jdbc()
        .sql("UPDATE deployments SET cloning_at = NULL, building_at = NULL, deploying_at = NULL")
        .update();

    Deployment queued = queue(web);

    assertThat(claim().orElseThrow().times().usual()).isEmpty();
    assertThat(read(queued).stages()).hasSize(1);
    assertThat(list(DeploymentFilter.ofApp(web), 1).items().get(1).stages()).isEmpty();
  }

  @Test
  void twoRunnersShareTheQueueWithoutRunningAnythingTwice() throws Exception {
    List<Long> ids = queueFiftyOfTenApps();
    Set<Long> busyApps = new HashSet<>();

    List<Long> ran = new ArrayList<>();
    together(2, () -> runAll(busyApps)).forEach(ran::addAll);

    assertThat(ran).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(list(new DeploymentFilter(Optional.empty(), Optional.of(SUCCESS)), 1).total())
        .isEqualTo(50);
  }

  @Test
  void aClockThatIsSetBackChangesNoOrderAndMakesNoDurationNegative() {
    Deployment first = queue(web);
    repositories.advance(Duration.ofHours(-1));
    Deployment second = queue(web);

    assertThat(claim()).map(Deployment::id).contains(first.id());
    repositories.advance(Duration.ofHours(-1));
    queue.enter(read(first), BUILDING);
    repositories.advance(Duration.ofHours(-1));
    finish(first, SUCCESS);

    assertThat(read(first).duration()).contains(Duration.ZERO);
    assertThat(read(first).stages())
        .allSatisfy(stage -> assertThat(stage.duration()).contains(Duration.ZERO));
    assertThat(list(DeploymentFilter.ofApp(web), 1).items())
        .extracting(Deployment::id)
        .containsExactly(second.id(), first.id());
    assertThat(claim()).map(Deployment::id).contains(second.id());
    assertThat(read(second).times().usual())
        .allSatisfy((stage, usual) -> assertThat(usual).isZero());
  }

  private void deploy(long app, int cloning, int building, int deploying, DeploymentStatus end) {
    queue(app);
    finish(run(cloning, building, deploying), end);
  }

  /** Claims one and takes it through its stages, each of so many seconds. */
  private Deployment run(int cloning, int building, int deploying) {
    Deployment running = claim().orElseThrow();
    repositories.advance(Duration.ofSeconds(cloning));
    queue.enter(running, BUILDING);
    repositories.advance(Duration.ofSeconds(building));
    queue.enter(read(running), DEPLOYING);
    repositories.advance(Duration.ofSeconds(deploying));
    return running;
  }

  private List<Long> queueFiftyOfTenApps() {
    List<Long> ids = new ArrayList<>();
    for (int app = 0; app < 10; app++) {
      long id = repositories.createApp(shop, "app-" + app, "");
      for (int i = 0; i < 5; i++) {
        ids.add(queue(id).id());
      }
    }
    return ids;
  }

  /** Runs until nothing is queued; notes the apps it is busy with where the other runner looks. */
  private List<Long> runAll(Set<Long> busyApps) {
    List<Long> ran = new ArrayList<>();
    var pending = new DeploymentFilter(Optional.empty(), Optional.of(PENDING));
    while (list(pending, 1).total() > 0) {
      Optional<Deployment> claimed = claim();
      if (claimed.isPresent()) {
        Deployment deployment = claimed.get();
        synchronized (busyApps) {
          assertThat(busyApps.add(deployment.appId())).as("only one of an app").isTrue();
        }
        ran.add(deployment.id());
        synchronized (busyApps) {
          busyApps.remove(deployment.appId());
        }
        assertThat(finish(deployment, SUCCESS)).isTrue();
      }
    }
    return ran;
  }
}
