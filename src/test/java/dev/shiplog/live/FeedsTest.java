package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.deployment.ExampleDeployment;
import dev.shiplog.deployment.StageTimes;
import dev.shiplog.log.LogSize;
import dev.shiplog.log.LogStore;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;

/** Who watches is known from the first moment to the last, and then forgotten. */
class FeedsTest {

  private static final Deployment RUNNING =
      ExampleDeployment.running(DeploymentStatus.BUILDING, StageTimes.NONE);
  private static final Deployment FINISHED =
      ExampleDeployment.ended(DeploymentStatus.SUCCESS, Duration.ZERO, StageTimes.NONE);

  private final Deployments deployments = mock(Deployments.class);
  private final LogStore store = mock(LogStore.class);
  private final ViewerChannel channel = mock(ViewerChannel.class);
  private final LiveSettings settings = new LiveSettings(Duration.ofSeconds(10));
  private final SocketThreads threads = new SocketThreads();
  private final Feeds feeds =
      new Feeds(deployments, store, mock(LiveMessages.class), mock(WatchRights.class), settings);

  @BeforeEach
  void start() {
    when(store.size(anyLong())).thenReturn(new LogSize(0, 0));
    when(deployments.find(anyLong())).thenReturn(Optional.of(RUNNING));
    feeds.start();
    threads.start();
  }

  @AfterEach
  void stop() {
    feeds.stop();
    threads.stop();
  }

  @Test
  void aSocketThatClosesWhileItIsBeingOpenedLeavesNothing() {
    var handler = new LiveSocketHandler(feeds, threads, settings, LiveFormat.RAW);
    StandardWebSocketSession session = session();
    when(session.getPrincipal())
        .then(
            call -> {
              handler.afterConnectionClosed(session, CloseStatus.NO_CLOSE_FRAME);
              return null;
            });

    handler.afterConnectionEstablished(session);

    assertThat(feeds.feed(RUNNING.id())).isEmpty();
  }

  @Test
  void aSocketThatClosesLaterLeavesNothing() {
    var handler = new LiveSocketHandler(feeds, threads, settings, LiveFormat.RAW);
    StandardWebSocketSession session = session();

    handler.afterConnectionEstablished(session);
    assertThat(feeds.feed(RUNNING.id())).isPresent();

    handler.afterConnectionClosed(session, CloseStatus.NO_CLOSE_FRAME);
    assertThat(feeds.feed(RUNNING.id())).isEmpty();
  }

  @Test
  void aDatabaseThatFailsWhileOneIsBeingOpenedLeavesNothing() {
    when(deployments.find(anyLong())).thenThrow(new DataAccessResourceFailureException("away"));

    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> feeds.open(null, RUNNING, LiveFormat.RAW, channel, 0));

    assertThat(feeds.feed(RUNNING.id())).isEmpty();
    verify(channel).close(eq(1012), anyString());
  }

  @Test
  void whoHasGotAllLeavesNothing() {
    feeds.open(null, FINISHED, LiveFormat.RAW, channel, 0);

    verify(channel, timeout(10_000)).close(eq(1000), anyString());
    await().until(() -> feeds.feed(FINISHED.id()).isEmpty());
  }

  @Test
  void whatGoesWrongWithOneLeavesNothing() {
    when(store.size(anyLong())).thenThrow(new OutOfMemoryError("of a test"));

    feeds.open(null, RUNNING, LiveFormat.RAW, channel, 0);

    verify(channel, timeout(10_000)).close(eq(1012), anyString());
    await().until(() -> feeds.feed(RUNNING.id()).isEmpty());
  }

  @Test
  void whoComesWhenTheServerGoesIsToldToComeAgain() {
    feeds.stop();

    feeds.open(null, RUNNING, LiveFormat.RAW, channel, 0);

    verify(channel).close(eq(1012), anyString());
    assertThat(feeds.feed(RUNNING.id())).isEmpty();
  }

  private StandardWebSocketSession session() {
    StandardWebSocketSession session = mock(StandardWebSocketSession.class);
    Session socket = mock(Session.class);
    when(socket.getAsyncRemote()).thenReturn(mock(RemoteEndpoint.Async.class));
    when(socket.getUserProperties()).thenReturn(new HashMap<>());
    when(session.getNativeSession(any())).thenReturn(socket);
    when(session.getAttributes())
        .thenReturn(
            new ConcurrentHashMap<>(
                Map.of(LiveHandshake.DEPLOYMENT, RUNNING, LiveHandshake.AFTER, 0L)));
    return session;
  }
}
