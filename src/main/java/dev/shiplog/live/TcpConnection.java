package dev.shiplog.live;

/** A connection, and whether its peer is lost. Asked by one thread at a time. */
final class TcpConnection {

  /** One look may miss a connection, because the table changes while it is read. */
  private static final int LOOKS = 2;

  private final TcpTable table;
  private final TcpTable.Ports ports;

  /** Behind some proxies the request names another port, of which the table knows nothing. */
  private final boolean known;

  private int missed;

  TcpConnection(TcpTable table, TcpTable.Ports ports) {
    this.table = table;
    this.ports = ports;
    this.known = table.hasAlive(ports);
  }

  /** Whether the peer has left, or vanished; never when that cannot be known. */
  boolean lost() {
    missed = table.hasAlive(ports) ? 0 : missed + 1;
    return known && missed >= LOOKS;
  }
}
