package dev.shiplog.render;

import static dev.shiplog.deployment.DeploymentStatus.BUILDING;
import static dev.shiplog.deployment.DeploymentStatus.FAILED;
import static dev.shiplog.deployment.DeploymentStatus.SUCCESS;
import static dev.shiplog.deployment.ExampleDeployment.ended;
import static dev.shiplog.deployment.ExampleDeployment.running;
import static dev.shiplog.deployment.ExampleDeployment.stoppedInTheQueue;
import static dev.shiplog.deployment.StageTimes.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.deployment.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryViewTest {

  @Test
  void barsAreOldestFirstAndAsHighAsTheirDuration() {
    HistoryView history =
        HistoryView.of(
                List.of(
                    stoppedInTheQueue(4),
                    ended(3, FAILED, Duration.ofSeconds(15), NONE),
                    ended(2, SUCCESS, Duration.ofSeconds(60), NONE),
                    ended(1, SUCCESS, Duration.ofSeconds(30), NONE)))
            .orElseThrow();

    assertThat(history.bars())
        .extracting(HistoryBar::title)
        .containsExactly(
            "shop #1: Success, 30s",
            "shop #2: Success, 1m 0s",
            "shop #3: Failed, 15s",
            "shop #4: Stopped, never started");
    assertThat(history.bars()).extracting(HistoryBar::height).containsExactly(48, 96, 24, 2);
    assertThat(history.bars()).extracting(HistoryBar::width).containsOnly("8.75%");
    assertThat(history.bars())
        .allSatisfy(bar -> assertThat(bar.y() + bar.height()).isEqualTo(history.baseline()));
    assertThat(history.bars()).extracting(HistoryBar::shape).containsExactly("", "", "✕", "■");
    assertThat(history.longestText()).isEqualTo("1m 0s");
    assertThat(history.summary())
        .isEqualTo("#1 to #4, oldest first: 2 succeeded, 1 failed (✕), 1 stopped (■)");
    assertThat(history.newestFirst().get(0).title()).startsWith("shop #4");
  }

  @Test
  void fewerThanTwoFinishedDeploymentsAreNoHistory() {
    Deployment one = ended(1, SUCCESS, Duration.ofSeconds(3), NONE);

    assertThat(HistoryView.of(List.of())).isEmpty();
    assertThat(HistoryView.of(List.of(running(BUILDING, NONE), one))).isEmpty();
    assertThat(HistoryView.of(List.of(one, one))).isPresent();
  }

  @Test
  void onlyTheNewestThirtyAreShown() {
    List<Deployment> newestFirst =
        IntStream.rangeClosed(1, 50)
            .mapToObj(i -> ended(51 - i, SUCCESS, Duration.ofSeconds(i), NONE))
            .toList();

    HistoryView history = HistoryView.of(newestFirst).orElseThrow();

    assertThat(history.bars()).hasSize(30);
    assertThat(history.summary()).isEqualTo("#21 to #50, oldest first: 30 succeeded");
  }

  @Test
  void deploymentsThatTookNoTimeAreSeenStill() {
    Deployment instant = ended(1, SUCCESS, Duration.ZERO, NONE);

    assertThat(HistoryView.of(List.of(instant, instant)).orElseThrow().bars())
        .allSatisfy(bar -> assertThat(bar.height()).isPositive());
  }
}
