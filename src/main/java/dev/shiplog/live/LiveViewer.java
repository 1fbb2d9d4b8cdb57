package dev.shiplog.live;

import dev.shiplog.render.StatusView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One viewer with its cursor. It takes what it has not seen when its channel is ready for more, so
 * it lags when it is slow and disturbs nobody; what goes wrong with it ends it alone.
 */
final class LiveViewer {

  private static final Logger log = LoggerFactory.getLogger(LiveViewer.class);

  private static final int COMPLETE = 1000;
  private static final int SERVICE_RESTART = 1012;
  private static final int TRY_AGAIN_LATER = 1013;

  private final Feed feed;
  private final LiveFormat format;
  private final ViewerChannel channel;
  private final Executor executor;
  private final Consumer<LiveViewer> onEnd;

  /** Nudges not worked off yet; whoever raises it from 0 works. */
  private final AtomicInteger nudges = new AtomicInteger();

  private final Deque<String> ready = new ArrayDeque<>();
  private long nextLine;

  /** Of the feed's states, how many this viewer is past; 0 before it was greeted. */
  private int statesSeen;

  private boolean lastStatusSent;
  private volatile boolean beatDue;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * @param nextLine the first line the viewer has not seen, from 1
   * @param onEnd called once when the viewer has ended, for whatever reason
   */
  LiveViewer(
      Feed feed,
      LiveFormat format,
      ViewerChannel channel,
      Executor executor,
      long nextLine,
      Consumer<LiveViewer> onEnd) {
    this.feed = feed;
    this.format = format;
    this.channel = channel;
    this.executor = executor;
    this.nextLine = nextLine;
    this.onEnd = onEnd;
  }

  /** Something may be there to send. Returns at once, and never fails. */
  void nudge() {
    if (nudges.getAndIncrement() == 0) {
      proceed();
    }
  }

  /** It is time to say that the connection lives, and to ask whether the peer does. */
  void beat() {
    beatDue = true;
    nudge();
  }

  /** Ends the viewer; does nothing when it has ended. */
  void close(int code, String reason) {
    if (ended.compareAndSet(false, true)) {
      try {
        onEnd.accept(this);
      } finally {
        channel.close(code, reason);
      }
    }
  }

  boolean ended() {
    return ended.get();
  }

  private void proceed() {
    try {
      executor.execute(this::advance);
    } catch (Throwable e) { // An Error too: whoever nudged has others to serve.
      failed(e);
    }
  }

  private void advance() {
    try {
      while (!ended()) {
        int seen = nudges.get();
        if (ready.isEmpty()) {
          take();
        }
        if (!ready.isEmpty()) {
          channel.send(ready.remove(), this::proceed, this::broken);
          return;
        }
        if (!ended() && nudges.addAndGet(-seen) == 0) {
          return;
        }
      }
    } catch (Throwable e) { // An Error too: it must cost this viewer only, and not in silence.
      failed(e);
    }
  }

  /** Fills {@code ready} with what comes next, or ends when all has been sent. */
  private void take() {
    if (beatDue) {
      beatDue = false;
      if (!channel.ping()) {
        broken();
        return;
      }
      ready.addAll(feed.beat(format));
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
    } else if (now.deployment().finished() && ready.isEmpty()) {
      close(COMPLETE, "complete");
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

  private void failed(Throwable e) {
    try {
      close(SERVICE_RESTART, "try again");
    } finally {
      log.warn("A viewer of deployment {} was cut off; it may reconnect.", feed.id(), e);
    }
  }

  /** It may only be slow, and then connects again: pages do so after 1012 and 1013 alone. */
  private void broken() {
    close(TRY_AGAIN_LATER, "does not answer");
  }
}
