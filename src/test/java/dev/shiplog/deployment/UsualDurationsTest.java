package dev.shiplog.deployment;

import static dev.shiplog.deployment.DeploymentStatus.BUILDING;
import static dev.shiplog.deployment.DeploymentStatus.DEPLOYING;
import static dev.shiplog.deployment.DeploymentStatus.SUCCESS;
import static dev.shiplog.deployment.ExampleDeployment.ended;
import static dev.shiplog.deployment.ExampleDeployment.times;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsualDurationsTest {

  @Test
  void oddNumberHasItsMiddle() {
    assertThat(UsualDurations.medians(List.of(built(9), built(100), built(4))))
        .isEqualTo(Map.of(BUILDING, Duration.ofSeconds(9)));
  }

  @Test
  void evenNumberHasTheMeanOfTheTwoInTheMiddle() {
    assertThat(UsualDurations.medians(List.of(built(9), built(100), built(4), built(10))))
        .isEqualTo(Map.of(BUILDING, Duration.ofMillis(9500)));
  }

  @Test
  void stageCountsOnlyWhereItRan() {
    Deployment both =
        ended(SUCCESS, Duration.ofSeconds(8), times(Map.of(BUILDING, 0, DEPLOYING, 2), Map.of()));

    assertThat(UsualDurations.medians(List.of(built(4), both)))
        .isEqualTo(Map.of(BUILDING, Duration.ofSeconds(3), DEPLOYING, Duration.ofSeconds(6)));
  }

  @Test
  void withoutSuccessNothingIsUsual() {
    assertThat(UsualDurations.medians(List.of())).isEmpty();
  }

  private static Deployment built(int seconds) {
    return ended(SUCCESS, Duration.ofSeconds(seconds), times(Map.of(BUILDING, 0), Map.of()));
  }
}
