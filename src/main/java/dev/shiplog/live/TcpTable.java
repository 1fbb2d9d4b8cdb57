package dev.shiplog.live;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What the kernel knows of TCP connections (proc_pid_net(5): {@code /proc/net/tcp}). HTTP has no
 * pings, and Java tells of a peer that has left or vanished only when a write fails, which takes a
 * quarter of an hour when nobody acknowledges what was written. Elsewhere than on Linux nothing is
 * known.
 */
@Component
class TcpTable {

  private static final Logger log = LoggerFactory.getLogger(TcpTable.class);

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final String ESTABLISHED = "01";

  /** So many retransmissions in a row take 25 s where the peer is near, and longer elsewhere. */
  private static final int RETRANSMISSIONS = 7;

  private final List<Path> files;
  private final long freshNanos;
  private final AtomicReference<Optional<Snapshot>> newest =
      new AtomicReference<>(Optional.empty());

  @Autowired
  TcpTable() {
    this(List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6")), FRESH);
  }

  /**
   * @param fresh for how long what was read is not read again
   */
  TcpTable(List<Path> files, Duration fresh) {
    this.files = files;
    this.freshNanos = fresh.toNanos();
  }

  /** The connection of a request that is being answered. */
  TcpConnection of(ServletRequest request) {
    return new TcpConnection(this, new Ports(request.getLocalPort(), request.getRemotePort()));
  }

  /** Whether there is such a connection whose peer has not left and answers. */
  boolean hasAlive(Ports ports) {
    return snapshot().alive.contains(ports);
  }

  private Snapshot snapshot() {
    long now = System.nanoTime();
    return newest
        .get()
        .filter(it -> now - it.nanoTime < freshNanos)
        .orElseGet(
            () -> {
              var read = new Snapshot(now, read());
              newest.set(Optional.of(read));
              return read;
            });
  }

  private Set<Ports> read() {
    Set<Ports> alive = new HashSet<>();
    for (Path file : files) {
      try {
        Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
            .skip(1)
            .map(line -> line.trim().split("\\s+"))
            .filter(TcpTable::alive)
            .forEach(fields -> alive.add(new Ports(port(fields[1]), port(fields[2]))));
      } catch (IOException e) {
        log.debug("Connections are not known here", e);
      }
    }
    return alive;
  }

  /** Of a line's fields, 3 is the state and 6 the retransmissions in a row. */
  private static boolean alive(String[] fields) {
    return fields[3].equals(ESTABLISHED) && Integer.parseInt(fields[6], 16) < RETRANSMISSIONS;
  }

  private static int port(String address) {
    return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
  }

  /** The two ports of a connection, which may be those of another one to another host as well. */
  record Ports(int local, int remote) {}

  private record Snapshot(long nanoTime, Set<Ports> alive) {}
}
