package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tomcat's pings and closes wait for a peer that stalls; whoever asks for them must not. */
@Timeout(30)
class SocketChannelTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final CountDownLatch peer = new CountDownLatch(1);
  private final AtomicInteger pings = new AtomicInteger();
  private final Session session = mock(Session.class);
  private final RemoteEndpoint.Async remote = mock(RemoteEndpoint.Async.class);
  private final SocketThreads threads = new SocketThreads();
  private SocketChannel channel;

  @BeforeEach
  void open() throws Exception {
    when(session.getAsyncRemote()).thenReturn(remote);
    when(session.getUserProperties()).thenReturn(new HashMap<>());
    channel = new SocketChannel(session, threads, PATIENCE);
  }

  @AfterEach
  void stop() {
    peer.countDown();
    threads.stop();
  }

  @Test
  void whoClosesDoesNotWaitForAPeerThatStalls() throws Exception {
    AtomicInteger closes = new AtomicInteger();
    doAnswer(
            call -> {
              closes.incrementAndGet();
              peer.await();
              return null;
            })
        .when(session)
        .close(any());

    channel.close(1013, "does not answer");
    channel.close(1000, "complete");

    await().until(() -> closes.get() == 2);
    assertThat(peer.getCount()).isOne();
  }

  @Test
  void whoPingsDoesNotWaitForAPeerThatStallsAndAsksItOnce() throws Exception {
    stallPings();

    for (int beat = 0; beat < 5; beat++) {
      assertThat(channel.ping()).as("it has not been asked yet").isTrue();
      await().until(() -> pings.get() == 1);
    }
  }

  @Test
  void twoPingsWithoutAnAnswerAreTheEnd() throws Exception {
    peer.countDown();
    stallPings();

    assertThat(channel.ping()).isTrue();
    await().until(() -> pings.get() == 1);
    await().until(() -> !channel.ping() || pings.get() == 2);
    await().until(() -> !channel.ping());
    assertThat(pings).hasValue(2);

    channel.answered();
    assertThat(channel.ping()).isTrue();
  }

  @Test
  void aPeerThatTakesNothingIsGivenUpAfterAWhile() {
    verify(remote).setSendTimeout(PATIENCE.toMillis());
  }

  private void stallPings() throws Exception {
    doAnswer(
            call -> {
              pings.incrementAndGet();
              peer.await();
              return null;
            })
        .when(remote)
        .sendPing(any());
  }
}
