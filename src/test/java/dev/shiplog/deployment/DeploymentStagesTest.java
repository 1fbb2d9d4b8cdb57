package dev.shiplog.deployment;

import static dev.shiplog.deployment.DeploymentStatus.BUILDING;
import static dev.shiplog.deployment.DeploymentStatus.CLONING;
import static dev.shiplog.deployment.DeploymentStatus.DEPLOYING;
import static dev.shiplog.deployment.DeploymentStatus.FAILED;
import static dev.shiplog.deployment.DeploymentStatus.PENDING;
import static dev.shiplog.deployment.DeploymentStatus.SUCCESS;
import static dev.shiplog.deployment.ExampleDeployment.START;
import static dev.shiplog.deployment.ExampleDeployment.ended;
import static dev.shiplog.deployment.ExampleDeployment.running;
import static dev.shiplog.deployment.ExampleDeployment.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a deployment says of its stages, and what it expects of those to come. */
class DeploymentStagesTest {

  private static final Map<DeploymentStatus, Integer> USUAL =
      Map.of(CLONING, 2, BUILDING, 30, DEPLOYING, 10);

  @Test
  void stageEndsWhereTheNextOneStarts() {
    Deployment deployment =
        ended(
            SUCCESS,
            Duration.ofSeconds(50),
            times(Map.of(CLONING, 0, BUILDING, 3, DEPLOYING, 40), USUAL));

    assertThat(deployment.stages())
        .extracting(StageTiming::stage)
        .containsExactly(CLONING, BUILDING, DEPLOYING);
    assertThat(durations(deployment)).containsExactly(seconds(3), seconds(37), seconds(10));
    assertThat(deployment.stages().get(1).usual()).isEqualTo(seconds(30));
    assertThat(deployment.stagesToCome()).isEmpty();
    assertThat(deployment.expectedEnd()).isEmpty();
  }

  @Test
  void skippedStageIsAbsent() {
    Deployment failed =
        ended(FAILED, Duration.ofSeconds(9), times(Map.of(CLONING, 0, DEPLOYING, 4), Map.of()));

    assertThat(failed.stages()).extracting(StageTiming::stage).containsExactly(CLONING, DEPLOYING);
    assertThat(durations(failed)).containsExactly(seconds(4), seconds(5));
  }

  @Test
  void stageThatLastsHasNoDurationYet() {
    Deployment building = running(BUILDING, times(Map.of(CLONING, 0, BUILDING, 3), Map.of()));

    assertThat(durations(building)).containsExactly(seconds(3), Optional.empty());
  }

  @Test
  void durationIsNeverNegativeWhenTheClockIsSetBack() {
    Deployment deployment =
        ended(SUCCESS, Duration.ofHours(-2), times(Map.of(BUILDING, 0, DEPLOYING, -3600), USUAL));

    assertThat(durations(deployment)).containsExactly(seconds(0), seconds(0));
  }

  @Test
  void expectedEndAddsThePresentStageAndThoseToCome() {
    Deployment building = running(BUILDING, times(Map.of(CLONING, 0, BUILDING, 5), USUAL));

    assertThat(building.stagesToCome()).isEqualTo(Map.of(DEPLOYING, Duration.ofSeconds(10)));
    assertThat(building.expectedEnd()).contains(START.plusSeconds(5 + 30 + 10));
  }

  @Test
  void stagesToComeAreInTheirOrder() {
    Deployment cloning = running(CLONING, times(Map.of(CLONING, 0), USUAL));

    assertThat(cloning.stagesToCome().keySet()).containsExactly(BUILDING, DEPLOYING);
    assertThat(cloning.expectedEnd()).contains(START.plusSeconds(42));
  }

  @Test
  void stageThatNoSuccessHadIsNotExpected() {
    Deployment cloning =
        running(CLONING, times(Map.of(CLONING, 0), Map.of(CLONING, 2, BUILDING, 30)));

    assertThat(cloning.stagesToCome().keySet()).containsExactly(BUILDING);
    assertThat(cloning.expectedEnd()).contains(START.plusSeconds(32));
  }

  @Test
  void endIsNotKnownWhileThePresentStageIsNot() {
    Deployment building =
        running(BUILDING, times(Map.of(CLONING, 0, BUILDING, 5), Map.of(CLONING, 2, DEPLOYING, 9)));

    assertThat(building.expectedEnd()).isEmpty();
  }

  @Test
  void nothingIsExpectedBeforeTheStartOrWithoutTimes() {
    for (DeploymentStatus status : List.of(PENDING, BUILDING)) {
      Deployment deployment = running(status, times(Map.of(), USUAL));

      assertThat(deployment.stages()).isEmpty();
      assertThat(deployment.stagesToCome()).isEmpty();
      assertThat(deployment.expectedEnd()).isEmpty();
    }
  }

  private static List<Optional<Duration>> durations(Deployment deployment) {
    return deployment.stages().stream().map(StageTiming::duration).toList();
  }

  private static Optional<Duration> seconds(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }
}
