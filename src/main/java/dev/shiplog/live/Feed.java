package dev.shiplog.live;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogStore;
import dev.shiplog.render.LogRenderer;
import dev.shiplog.render.StatusView;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * One deployment as its viewers see it. Viewers at the head share the newest batches, which are
 * read and rendered once; others read from the store. A deployment that had finished before has no
 * head: of its log nothing is shared.
 */
final class Feed {

  /** Bounds what a batch keeps of short lines, each of which is several objects. */
  private static final int BATCH_LINES = 500;

  private static final int BATCH_BYTES = 64 * 1024;

  private final long id;
  private final LogStore store;
  private final LiveMessages messages;
  private final boolean growing;
  private final Set<LiveViewer> viewers = ConcurrentHashMap.newKeySet();
  private final SharedBatches shared = new SharedBatches();

  /** The newest status of each format. */
  private final Map<Status, List<String>> statuses = new HashMap<>();

  /** For each format with HTML in it, the renderer that has got furthest. */
  private final Map<LiveFormat, LogRenderer> headRenderers = new EnumMap<>(LiveFormat.class);

  /** The deployment as it was since the feed began, and its places in the queue; oldest first. */
  private volatile List<StatusView> states;

  Feed(StatusView now, LogStore store, LiveMessages messages) {
    this.id = now.deployment().id();
    this.states = List.of(now);
    this.growing = !now.deployment().finished();
    this.store = store;
    this.messages = messages;
  }

  long id() {
    return id;
  }

  List<StatusView> states() {
    return states;
  }

  private StatusView newest() {
    return states.get(states.size() - 1);
  }

  /** The deployment, if it waits in the queue. */
  Optional<Deployment> waiting() {
    return Optional.of(newest().deployment()).filter(it -> it.status() == DeploymentStatus.PENDING);
  }

  /**
   * Takes a newer state; an older one, which a slow reader of the database may bring, is left
   * aside.
   */
  void update(StatusView newer) {
    synchronized (this) {
      StatusView newest = newest();
      if (!newer.equals(newest) && !isOlder(newer, newest)) {
        states = Stream.concat(states.stream(), Stream.of(newer)).toList();
      }
    }
    nudge();
  }

  void nudge() {
    viewers.forEach(LiveViewer::nudge);
  }

  void join(LiveViewer viewer) {
    viewers.add(viewer);
  }

  void leave(LiveViewer viewer) {
    viewers.remove(viewer);
  }

  boolean isEmpty() {
    return viewers.isEmpty();
  }

  Set<LiveViewer> viewers() {
    return viewers;
  }

  /** Bytes of memory that the batches keep which are shared. */
  long kept() {
    return shared.kept();
  }

  /**
   * The lines that start with this number, as many as fit into one message; empty when there are
   * none yet.
   */
  Optional<Batch> batchAt(long line) {
    long lines = store.size(id).lines();
    if (line > lines) {
      return Optional.empty();
    }
    Optional<Batch> known = shared.at(line);
    if (known.isPresent()) {
      return known;
    }
    // Up to where a shared batch starts, so that the viewer then takes that one.
    Batch batch = read(line, Math.min(lines, shared.gapAt(line)));
    return Optional.of(growing ? shared.add(batch) : batch);
  }

  List<String> messages(Batch batch, LiveFormat format) {
    return batch.messages(
        format,
        () -> {
          List<String> rendered =
              format == LiveFormat.HTML || format == LiveFormat.DOCUMENT
                  ? html(batch, format)
                  : messages.lines(
                      format, batch.lines(), () -> messages.rendererAt(id, batch.first()));
          shared.count(batch, Batch.weight(rendered));
          return rendered;
        });
  }

  /**
   * A status, rendered once for all viewers that are told of it.
   *
   * @param last whether this is the status after the last line
   */
  List<String> status(StatusView now, boolean last, LiveFormat format) {
    var status = new Status(now, last, format);
    synchronized (statuses) {
      if (!statuses.containsKey(status)) {
        statuses.keySet().removeIf(older -> older.format() == format && !older.equals(status));
        statuses.put(status, messages.status(format, now, last));
      }
      return statuses.get(status);
    }
  }

  /** What says that the connection lives; of some formats nothing can. */
  List<String> beat(LiveFormat format) {
    return messages.beat(format);
  }

  /** The head is rendered line after line; only who lags needs a renderer from further back. */
  private List<String> html(Batch batch, LiveFormat format) {
    LogRenderer renderer =
        takeHeadRenderer(format, batch.first())
            .orElseGet(() -> messages.rendererAt(id, batch.first()));
    List<String> html = messages.lines(format, batch.lines(), () -> renderer);
    synchronized (this) {
      headRenderers.merge(
          format, renderer, (head, other) -> head.next() < other.next() ? other : head);
    }
    return html;
  }

  private synchronized Optional<LogRenderer> takeHeadRenderer(LiveFormat format, long line) {
    Optional<LogRenderer> head =
        Optional.ofNullable(headRenderers.get(format)).filter(it -> it.next() == line);
    head.ifPresent(taken -> headRenderers.remove(format));
    return head;
  }

  private Batch read(long from, long to) {
    List<LogLine> lines = store.read(id, from, Math.min(to, from + BATCH_LINES - 1), BATCH_BYTES);
    if (lines.isEmpty()) {
      throw new IllegalStateException("log " + id + " has lost line " + from);
    }
    return new Batch(lines);
  }

  private record Status(StatusView view, boolean last, LiveFormat format) {}

  private static boolean isOlder(StatusView view, StatusView other) {
    int difference = age(view.deployment()) - age(other.deployment());
    return difference < 0 || difference == 0 && view.placeInQueue() > other.placeInQueue();
  }

  private static int age(Deployment deployment) {
    return deployment.status().ordinal() * 4
        + (deployment.commitHash().isPresent() ? 2 : 0)
        + (deployment.stopRequestedBy().isPresent() ? 1 : 0);
  }
}
