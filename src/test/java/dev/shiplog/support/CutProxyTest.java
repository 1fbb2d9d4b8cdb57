package dev.shiplog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutProxyTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final int PATIENCE_MILLIS = 10_000;

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void passesBytesBothWaysAndTheEnd() throws IOException {
    try (CutProxy proxy = CutProxy.to(server.getLocalPort(), NEVER);
        Socket client = connect(proxy);
        Socket peer = server.accept()) {
      client.getOutputStream().write("ping".getBytes());
      assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("ping");

      peer.getOutputStream().write("pong".getBytes());
      peer.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("pong");
    }
  }

  @Test
  void cutsOpenConnectionsWithoutAnOrderlyEnd() throws IOException {
    try (CutProxy proxy = CutProxy.to(server.getLocalPort(), Duration.ofMillis(50));
        Socket client = connect(proxy);
        Socket peer = server.accept()) {
      assertThatIOException().isThrownBy(() -> client.getInputStream().read());
      assertThat(proxy.cuts()).isPositive();
      assertThat(peer.isConnected()).isTrue();
    }
  }

  @Test
  void leavesConnectionsAloneOnceToldTo() throws IOException {
    try (CutProxy proxy = CutProxy.to(server.getLocalPort(), Duration.ofMillis(50))) {
      try (Socket first = connect(proxy)) {
        await().until(() -> proxy.cuts() > 0);
        assertThatIOException().isThrownBy(() -> first.getInputStream().read());
      }
      proxy.stopCutting();
      int cuts = proxy.cuts();

      try (Socket second = connect(proxy)) {
        second.setSoTimeout(200);
        assertThatIOException()
            .isThrownBy(() -> second.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
      }
      assertThat(proxy.cuts()).isEqualTo(cuts);
    }
  }

  @Test
  void swallowsWhatOpenAndNewConnectionsCarryAndPassesOnlyThoseThatComeLater() throws IOException {
    try (CutProxy proxy = CutProxy.to(server.getLocalPort())) {
      try (Socket before = connect(proxy);
          Socket peer = server.accept()) {
        before.getOutputStream().write("ping".getBytes());
        assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
        proxy.setSwallowing(true);
        before.getOutputStream().write("lost".getBytes());
        peer.setSoTimeout(200);
        assertThatIOException().isThrownBy(() -> peer.getInputStream().read());
        proxy.setSwallowing(false);
        before.getOutputStream().write("lost as well".getBytes());
        assertThatIOException().isThrownBy(() -> peer.getInputStream().read());
      }
      try (Socket after = connect(proxy);
          Socket peer = server.accept()) {
        after.getOutputStream().write("ping".getBytes());
        assertThat(peer.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
      }
    }
  }

  private static Socket connect(CutProxy proxy) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }
}
