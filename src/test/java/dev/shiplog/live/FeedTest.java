package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.ExampleDeployment;
import dev.shiplog.deployment.StageTimes;
import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogSize;
import dev.shiplog.log.LogStore;
import dev.shiplog.log.LogStream;
import dev.shiplog.render.StatusView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeedTest {

  private static final long LINES = 100_000;

  private final Deployment success =
      ExampleDeployment.ended(DeploymentStatus.SUCCESS, Duration.ZERO, StageTimes.NONE);
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

  @Test
  void nothingOfAFinishedLogIsShared() {
    LogStore store = store();
    LiveMessages messages = messages();
    Feed finished = new Feed(StatusView.of(success), store, messages);
    Feed growing = new Feed(StatusView.of(building), store, messages);

    for (Feed feed : List.of(finished, growing)) {
      for (long line = 1; line < LINES; line += feed.batchAt(line).orElseThrow().lines().size()) {
        feed.messages(feed.batchAt(line).orElseThrow(), LiveFormat.JSON);
      }
    }

    assertThat(finished.kept()).isZero();
    assertThat(growing.kept()).isBetween(1L, SharedBatches.MOST_KEPT);
  }

  @Test
  void viewersAtTheHeadShareABatchAndItsMessages() {
    Feed feed = new Feed(StatusView.of(building), store(), messages());
    Batch batch = feed.batchAt(1).orElseThrow();

    assertThat(feed.batchAt(1)).containsSame(batch);
    assertThat(feed.messages(batch, LiveFormat.JSON))
        .isSameAs(feed.messages(batch, LiveFormat.JSON));
  }

  private static LogStore store() {
    LogStore store = mock(LogStore.class);
    when(store.size(anyLong())).thenReturn(new LogSize(LINES, LINES));
    when(store.read(anyLong(), anyLong(), anyLong(), anyInt()))
        .then(call -> lines(call.getArgument(1), Math.min(LINES, call.<Long>getArgument(2))));
    return store;
  }

  private static LiveMessages messages() {
    LiveMessages messages = mock(LiveMessages.class);
    when(messages.lines(any(), any(), any()))
        .then(call -> call.<List<LogLine>>getArgument(1).stream().map(LogLine::toString).toList());
    return messages;
  }

  private static List<LogLine> lines(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(number -> new LogLine(number, LogStream.STDOUT, Instant.EPOCH, new byte[] {10}))
        .toList();
  }
}
