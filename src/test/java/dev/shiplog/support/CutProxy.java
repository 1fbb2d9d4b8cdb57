package dev.shiplog.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network: passes TCP connections on loopback through to a port and resets all of them again
 * and again, without a word to either side, until it is told to stop; or swallows what they carry.
 */
public final class CutProxy implements AutoCloseable {

  private final int target;
  private final ServerSocket listener;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();
  private final ExecutorService workers = Executors.newCachedThreadPool(CutProxy::daemon);
  private final ScheduledExecutorService scissors =
      Executors.newSingleThreadScheduledExecutor(CutProxy::daemon);

  private volatile boolean away;
  private volatile boolean swallowing;

  private CutProxy(int target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  /**
   * Starts passing connections through.
   *
   * @param port where the server listens on loopback
   * @param every time between two cuts
   */
  public static CutProxy to(int port, Duration every) throws IOException {
    CutProxy proxy = to(port);
    proxy.cutEvery(every);
    return proxy;
  }

  /** Passes connections through, and cuts none yet. */
  public static CutProxy to(int port) throws IOException {
    CutProxy proxy = new CutProxy(port, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    proxy.workers.execute(proxy::accept);
    return proxy;
  }

  /** From now on, cuts all connections again and again. */
  public void cutEvery(Duration every) {
    scissors.scheduleAtFixedRate(
        this::cut, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether what is behind this is out of reach, from now on. */
  public void setAway(boolean isAway) {
    away = isAway;
    if (isAway) {
      cut();
    }
  }

  /**
   * Whether everything is swallowed from now on, without a word to either side. A connection of
   * which something was swallowed stays silent for ever.
   */
  public void setSwallowing(boolean isSwallowing) {
    swallowing = isSwallowing;
  }

  /** Resets all connections that are open now. */
  public void cutNow() {
    cut();
  }

  /** Where to connect to, on loopback. */
  public int port() {
    return listener.getLocalPort();
  }

  /** How many connections were cut so far. */
  public int cuts() {
    return cuts.get();
  }

  /** From now on, connections live as long as their two ends wish. */
  public void stopCutting() {
    scissors.shutdownNow();
  }

  @Override
  public void close() throws IOException {
    stopCutting();
    listener.close();
    connections.forEach(Connection::reset);
    workers.shutdownNow();
  }

  private void cut() {
    for (Connection connection : connections) {
      if (connections.remove(connection)) {
        cuts.incrementAndGet();
        connection.reset();
      }
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // Closed, or the client was gone before the server answered: the next one may do better.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    if (away) {
      client.close();
      return;
    }
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      Connection connection = new Connection(client, server, new AtomicBoolean());
      connections.add(connection);
      workers.execute(() -> pass(connection, client, server));
      workers.execute(() -> pass(connection, server, client));
    } catch (IOException e) {
      client.close();
      throw e;
    }
  }

  private void pass(Connection connection, Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      byte[] bytes = new byte[8192];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (!connection.swallows(swallowing)) {
          to.getOutputStream().write(bytes, 0, count);
        }
      }
      if (!connection.swallows(swallowing)) {
        to.shutdownOutput();
      }
    } catch (IOException e) {
      connections.remove(connection);
      connection.reset();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "cut-proxy");
    thread.setDaemon(true);
    return thread;
  }

  private record Connection(Socket client, Socket server, AtomicBoolean silent) {

    boolean swallows(boolean now) {
      if (now) {
        silent.set(true);
      }
      return silent.get();
    }

    void reset() {
      reset(client);
      reset(server);
    }

    /** Without lingering, closing sends a reset instead of an orderly end. */
    private static void reset(Socket socket) {
      try {
        socket.setSoLinger(true, 0);
        socket.close();
      } catch (IOException e) {
        // Already closed, which is what was wanted.
      }
    }
  }
}
