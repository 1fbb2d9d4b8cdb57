package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.ExampleDeployment;
import dev.shiplog.deployment.StageTimes;
import dev.shiplog.log.LogStore;
import dev.shiplog.render.StatusView;
import org.junit.jupiter.api.Test;

class FeedTest {

  private final Deployment pending =
      ExampleDeployment.running(DeploymentStatus.PENDING, StageTimes.NONE);
  private final Deployment building =
      ExampleDeployment.running(DeploymentStatus.BUILDING, StageTimes.NONE);

  @Test
  void whatWasReadEarlierDoesNotTakeTheDeploymentBack() {
    var feed = new Feed(new StatusView(pending, 3), mock(LogStore.class), mock(LiveMessages.class));

    feed.update(new StatusView(pending, 1));
    feed.update(new StatusView(pending, 2));
    feed.update(new StatusView(building, 0));
    feed.update(new StatusView(pending, 1));

    assertThat(feed.states())
        .containsExactly(
            new StatusView(pending, 3), new StatusView(pending, 1), new StatusView(building, 0));
  }
}
