package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TcpTableTest {

  private static final TcpTable.Ports PORTS = new TcpTable.Ports(8080, 50000);

  @TempDir private Path directory;

  @Test
  void whoIsConnectedIsAliveUntilNobodyAcknowledgesForLong() throws IOException {
    assertThat(table("01", 0).hasAlive(PORTS)).isTrue();
    assertThat(table("01", 6).hasAlive(PORTS)).isTrue();
    assertThat(table("01", 7).hasAlive(PORTS)).isFalse();
  }

  @Test
  void whoHasLeftIsNotAlive() throws IOException {
    assertThat(table("08", 0).hasAlive(PORTS)).isFalse();
    assertThat(table("01", 0).hasAlive(new TcpTable.Ports(8080, 50001))).isFalse();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theKernelTellsOfPeersThatComeAndGo() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      var ports = new TcpTable.Ports(accepted.getLocalPort(), accepted.getPort());
      assertThat(new TcpTable().hasAlive(ports)).isTrue();

      client.shutdownOutput();

      assertThat(new TcpTable().hasAlive(ports)).isFalse();
    }
  }

  @Test
  void aConnectionIsLostWhenTwoLooksDoNotFindIt() throws IOException {
    var connection = new TcpConnection(table("01", 0), PORTS);
    assertThat(connection.lost()).isFalse();

    file("08", 0);
    assertThat(connection.lost()).isFalse();
    assertThat(connection.lost()).isTrue();
  }

  @Test
  void aConnectionThatWasNeverSeenIsNotLost() throws IOException {
    var connection = new TcpConnection(table("01", 0), new TcpTable.Ports(8080, 443));

    assertThat(connection.lost()).isFalse();
    assertThat(connection.lost()).isFalse();
  }

  private TcpTable table(String state, int retransmissions) throws IOException {
    return new TcpTable(
        List.of(file(state, retransmissions), directory.resolve("missing")), Duration.ZERO);
  }

  /** As in proc_pid_net(5); ports 8080 and 50000. */
  private Path file(String state, int retransmissions) throws IOException {
    return Files.writeString(
        directory.resolve("tcp"),
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F90 0100007F:C350 %s 00000005:00000000 01:00000027 %08X     0        0 71 2
        """
            .formatted(state, retransmissions));
  }
}
