package dev.shiplog.live;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Threads for what has to wait for a socket's peer, because Jakarta WebSocket offers it blocking
 * only: pings, and the handshake that closes. Whoever serves viewers must not wait for one.
 */
@Component
class SocketThreads implements SmartLifecycle {

  private static final int WAITING = 16;
  private static final int CLOSING = 4;
  private static final long IDLE_SECONDS = 60;
  private static final long CLOSE_SECONDS = 5;

  private final ExecutorService waiting = pool("live-wait-", WAITING);
  private final ExecutorService closing = pool("live-close-", CLOSING);
  private volatile boolean running;

  /** Runs what may wait for as long as a send may. */
  void mayWait(Runnable task) {
    waiting.execute(task);
  }

  /**
   * Runs what waits for 50 ms at most, as Tomcat does for each close with another code than 1000.
   */
  void closes(Runnable task) {
    closing.execute(task);
  }

  @Override
  public void start() {
    running = true;
  }

  /** After the viewers were told to go, and before the web server stops. */
  @Override
  public void stop() {
    running = false;
    waiting.shutdown();
    closing.shutdown();
    try {
      closing.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Feeds.PHASE - 1;
  }

  private static ExecutorService pool(String prefix, int size) {
    var threads = new CustomizableThreadFactory(prefix);
    threads.setDaemon(true);
    var pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads,
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
