package dev.shiplog.render;

import static dev.shiplog.deployment.DeploymentStatus.BUILDING;
import static dev.shiplog.deployment.DeploymentStatus.CLONING;
import static dev.shiplog.deployment.DeploymentStatus.DEPLOYING;
import static dev.shiplog.deployment.DeploymentStatus.FAILED;
import static dev.shiplog.deployment.DeploymentStatus.SUCCESS;
import static dev.shiplog.deployment.ExampleDeployment.ended;
import static dev.shiplog.deployment.ExampleDeployment.running;
import static dev.shiplog.deployment.ExampleDeployment.stoppedInTheQueue;
import static dev.shiplog.deployment.ExampleDeployment.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.StageTimes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineViewTest {

  private static final Map<DeploymentStatus, Integer> USUAL = Map.of(BUILDING, 30, DEPLOYING, 10);

  @Test
  void stagesStandOneAfterTheOtherAsLongAsTheyTook() {
    TimelineView timeline =
        timeline(
            ended(
                SUCCESS, Duration.ofSeconds(50), times(Map.of(BUILDING, 0, DEPLOYING, 40), USUAL)));

    assertThat(timeline.rows()).extracting(TimelineRow::x).containsExactly("0.00%", "80.00%");
    assertThat(timeline.rows()).extracting(TimelineRow::width).containsExactly("80.00%", "20.00%");
    assertThat(timeline.rows())
        .extracting(TimelineRow::usualWidth)
        .containsExactly("60.00%", "20.00%");
    assertThat(timeline.summary())
        .isEqualTo("Building: 40s, usually 30s. Deploying: 10s, usually 10s");
    assertThat(timeline.rows())
        .extracting(TimelineRow::difference)
        .containsExactly(Optional.of("10s slower than usual"), Optional.of("about as usual"));
  }

  @Test
  void failedStageIsNamedAndNotCompared() {
    TimelineView timeline =
        timeline(
            ended(FAILED, Duration.ofSeconds(8), times(Map.of(CLONING, 0, BUILDING, 3), USUAL)));

    assertThat(timeline.summary()).isEqualTo("Cloning: 3s. Building, failed: 5s, usually 30s");
    assertThat(timeline.rows().get(1).state()).isEqualTo("failed");
    assertThat(timeline.rows().get(1).difference()).isEmpty();
  }

  @Test
  void fasterThanUsualIsSaid() {
    TimelineView timeline =
        timeline(ended(SUCCESS, Duration.ofSeconds(20), times(Map.of(BUILDING, 0), USUAL)));

    assertThat(timeline.rows().get(0).difference()).contains("10s faster than usual");
    assertThat(timeline.rows().get(0).width()).isEqualTo("66.67%");
    assertThat(timeline.rows().get(0).usualWidth()).isEqualTo("100.00%");
  }

  @ParameterizedTest
  @CsvSource({"26, 4s faster than usual", "27, about as usual", "33, about as usual"})
  void aTenthMoreOrLessIsAsUsual(int seconds, String difference) {
    TimelineView timeline =
        timeline(ended(SUCCESS, Duration.ofSeconds(seconds), times(Map.of(BUILDING, 0), USUAL)));

    assertThat(timeline.rows().get(0).difference()).contains(difference);
  }

  @Test
  void runningDeploymentShowsWhatIsExpected() {
    TimelineView timeline = timeline(running(BUILDING, times(Map.of(BUILDING, 0), USUAL)));

    assertThat(timeline.summary())
        .isEqualTo("Building, running: usually 30s. Deploying, expected: usually 10s");
    assertThat(timeline.rows()).extracting(TimelineRow::x).containsExactly("0.00%", "75.00%");
    assertThat(timeline.compares()).isTrue();
  }

  @Test
  void withoutUsualTimesARunningStageIsOpenEnded() {
    TimelineView timeline =
        timeline(running(BUILDING, times(Map.of(CLONING, 0, BUILDING, 4), Map.of())));

    assertThat(timeline.summary()).isEqualTo("Cloning: 4s. Building, running");
    assertThat(timeline.rows()).extracting(TimelineRow::width).containsExactly("50.00%", "50.00%");
    assertThat(timeline.compares()).isFalse();
  }

  @Test
  void stagesThatTookNoTimeStayInsideTheDrawing() {
    for (int building : List.of(0, 20)) {
      TimelineView timeline =
          timeline(
              ended(
                  SUCCESS,
                  Duration.ofSeconds(building),
                  times(Map.of(BUILDING, 0, DEPLOYING, building), Map.of())));

      assertThat(timeline.rows())
          .allSatisfy(
              row -> {
                assertThat(percent(row.width())).isPositive();
                assertThat(percent(row.x()) + percent(row.width())).isLessThanOrEqualTo(100);
              });
    }
  }

  @Test
  void deploymentWithoutTimesHasNoTimeline() {
    assertThat(TimelineView.of(stoppedInTheQueue(1))).isEmpty();
    assertThat(TimelineView.of(ended(SUCCESS, Duration.ofSeconds(3), StageTimes.NONE))).isEmpty();
  }

  private static TimelineView timeline(Deployment deployment) {
    return TimelineView.of(deployment).orElseThrow();
  }

  private static double percent(String text) {
    return Double.parseDouble(text.replace("%", ""));
  }
}
