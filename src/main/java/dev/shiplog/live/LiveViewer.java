package dev.shiplog.live;

import dev.shiplog.render.StatusView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One viewer with its cursor. It takes what it has not seen when its channel is ready for more, so
 * it lags when it is slow and disturbs nobody.
 */
final class LiveViewer {

  private final Feed feed;
  private final LiveFormat format;
  private final ViewerChannel channel;
  private final Executor executor;

  /** Nudges not worked off yet; whoever raises it from 0 works. */
  private final AtomicInteger nudges = new AtomicInteger();

  private final Deque<String> ready = new ArrayDeque<>();
  private long nextLine;

  /** Of the feed's states, how many this viewer is past; 0 before it was greeted. */
  private int statesSeen;

  private boolean lastStatusSent;
  private volatile boolean pingDue;
  private volatile boolean ended;

  /**
   * @param nextLine the first line the viewer has not seen, from 1
   */
  LiveViewer(
      Feed feed, LiveFormat format, ViewerChannel channel, Executor executor, long nextLine) {
    this.feed = feed;
    this.format = format;
    this.channel = channel;
    this.executor = executor;
    this.nextLine = nextLine;
  }

  /** Something may be there to send. Returns at once. */
  void nudge() {
    if (nudges.getAndIncrement() == 0) {
      executor.execute(this::advance);
    }
  }

  void pingSoon() {
    pingDue = true;
    nudge();
  }

  /** Ends the viewer from outside. */
  void close(int code, String reason) {
    if (!ended) {
      ended = true;
      channel.close(code, reason);
    }
  }

  boolean ended() {
    return ended;
  }

  private void advance() {
    try {
      while (!ended) {
        int seen = nudges.get();
        if (ready.isEmpty()) {
          take();
        }
        if (!ready.isEmpty()) {
          channel.send(ready.remove(), () -> executor.execute(this::advance), this::broken);
          return;
        }
        if (!ended && nudges.addAndGet(-seen) == 0) {
          return;
        }
      }
    } catch (RuntimeException e) {
      feed.failed(this, e);
    }
  }

  /** Fills {@code ready} with what comes next, or ends when all has been sent. */
  private void take() {
    if (pingDue) {
      pingDue = false;
      if (!channel.ping()) {
        broken();
        return;
      }
    }
    List<StatusView> states = feed.states();
    StatusView now = states.get(states.size() - 1);
    if (statesSeen == 0) {
      statesSeen = states.size();
      takeStatus(now, false);
      return;
    }
    if (statesSeen < states.size()) {
      StatusView next = states.get(statesSeen++);
      if (!next.deployment().finished()) {
        takeStatus(next, false);
        return;
      }
    }
    Optional<Batch> batch = feed.batchAt(nextLine);
    if (batch.isPresent()) {
      ready.addAll(feed.messages(batch.get(), format));
      nextLine = batch.get().last() + 1;
    } else if (now.deployment().finished() && !lastStatusSent) {
      takeStatus(now, true);
    } else if (now.deployment().finished()) {
      feed.leave(this);
      close(1000, "complete");
    }
  }

  /**
   * The first one greets, the last one follows the last line; both come even if nothing changed
   * between.
   */
  private void takeStatus(StatusView now, boolean last) {
    lastStatusSent = last;
    List<String> messages = feed.status(now, last, format);
    ready.addAll(messages);
    if (messages.isEmpty()) {
      nudges.incrementAndGet();
    }
  }

  /** It may only be slow, and then connects again: pages do so after 1012 and 1013 alone. */
  private void broken() {
    feed.leave(this);
    close(1013, "does not answer");
  }
}
