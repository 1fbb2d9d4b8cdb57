package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.ExampleDeployment;
import dev.shiplog.deployment.StageTimes;
import dev.shiplog.render.StatusView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class LiveViewerTest {

  /**
   * It may only be slow: its pings wait behind what it has yet to read. Pages connect again after
   * 1012 and 1013 alone.
   */
  @Test
  void whoDoesNotAnswerPingsMayConnectAgain() {
    ViewerChannel channel = mock(ViewerChannel.class);
    when(channel.ping()).thenReturn(false);
    var viewer =
        new LiveViewer(mock(Feed.class), LiveFormat.JSON, channel, Runnable::run, 1, it -> {});

    viewer.beat();

    verify(channel).close(eq(1013), anyString());
  }

  @Test
  void everyStateIsToldAlsoWhenSeveralCameInTheSameMoment() {
    StatusView building =
        StatusView.of(ExampleDeployment.running(DeploymentStatus.BUILDING, StageTimes.NONE));
    StatusView deploying =
        StatusView.of(ExampleDeployment.running(DeploymentStatus.DEPLOYING, StageTimes.NONE));
    StatusView failed =
        StatusView.of(
            ExampleDeployment.ended(DeploymentStatus.FAILED, Duration.ZERO, StageTimes.NONE));
    List<String> told = new ArrayList<>();
    Feed feed = mock(Feed.class);
    when(feed.batchAt(anyLong())).thenReturn(Optional.empty());
    when(feed.status(any(), anyBoolean(), any()))
        .then(call -> List.of(call.<StatusView>getArgument(0).deployment().status().word()));
    ViewerChannel channel = mock(ViewerChannel.class);
    doAnswer(
            call -> {
              told.add(call.getArgument(0));
              call.<Runnable>getArgument(1).run();
              return null;
            })
        .when(channel)
        .send(anyString(), any(), any());
    var viewer = new LiveViewer(feed, LiveFormat.JSON, channel, Runnable::run, 1, it -> {});

    when(feed.states()).thenReturn(List.of(building));
    viewer.nudge();
    when(feed.states()).thenReturn(List.of(building, deploying, failed));
    viewer.nudge();

    assertThat(told).containsExactly("building", "deploying", "failed");
    verify(channel).close(eq(1000), anyString());
  }

  @Test
  void anErrorEndsTheViewerItCameToAndSaysSo() {
    Feed feed = mock(Feed.class);
    when(feed.states()).thenThrow(new OutOfMemoryError("of a test"));
    ViewerChannel channel = mock(ViewerChannel.class);
    List<LiveViewer> ended = new ArrayList<>();
    var viewer = new LiveViewer(feed, LiveFormat.JSON, channel, Runnable::run, 1, ended::add);

    viewer.nudge();

    verify(channel).close(eq(1012), anyString());
    assertThat(ended).containsExactly(viewer);
    viewer.nudge();
    viewer.close(1000, "closed");
    assertThat(ended).hasSize(1);
  }

  @Test
  void whoNudgesDoesNotSufferWhenNoThreadCanBeHad() {
    ViewerChannel channel = mock(ViewerChannel.class);
    Executor none =
        task -> {
          throw new OutOfMemoryError("unable to create native thread, in a test");
        };
    var viewer = new LiveViewer(mock(Feed.class), LiveFormat.JSON, channel, none, 1, it -> {});

    viewer.nudge();

    verify(channel).close(eq(1012), anyString());
  }
}
