package dev.shiplog.deployment;

import dev.shiplog.problem.UnavailableException;
import java.time.Duration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Knows from the moment on which the server is told to stop that it goes away: what is there may
 * still be looked at, but nothing new is begun.
 */
@Component
public class Shutdown {

  /** By then this server is gone, and with luck another one there. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private volatile boolean begun;

  /** Comes first of all when the server stops, before it closes sockets and ends runs. */
  @EventListener(ContextClosedEvent.class)
  void begin() {
    begun = true;
  }

  /** Whether the server is going away. */
  public boolean hasBegun() {
    return begun;
  }

  void refuseNewWork() {
    if (begun) {
      throw new UnavailableException(
          "this server is shutting down and takes no new deployments; try again in half a minute",
          RETRY_AFTER);
    }
  }
}
