package dev.shiplog.crash;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the server has acknowledged, kept outside of it in memory and, for people, in a file. A
 * change whose answer did not come is in doubt: either state will do, until it has been seen.
 */
final class Journal implements AutoCloseable {

  /** The state of what was never there or is deleted. */
  static final String GONE = "gone";

  /** The state of what has nothing that changes. */
  static final String THERE = "there";

  /** What is acknowledged, besides deployments. */
  enum Kind {
    PROJECT,
    MEMBER,
    APP,
    USER,
    TOKEN
  }

  /**
   * One thing.
   *
   * @param name its id, or what else tells it from others of its kind
   */
  record Key(Kind kind, String name) {}

  private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
  private final Map<Key, String> secrets = new ConcurrentHashMap<>();
  private final Map<Long, Deployed> deployments = new ConcurrentHashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final PrintWriter file;
  private volatile int round;

  Journal(Path file) {
    try {
      this.file = new PrintWriter(Files.newBufferedWriter(file), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries that follow belong to this round. */
  void begin(int number) {
    round = number;
  }

  /** How many changes were acknowledged. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Notes that something new was made; nothing is given twice. */
  void created(Key key, int owner, String state) {
    Entry entry = new Entry(owner);
    if (entries.putIfAbsent(key, entry) != null) {
      problem("given twice: " + key);
      return;
    }
    acknowledge(key, entry, state);
  }

  /** Notes that a token was made. */
  void issued(Key token, int owner, String secret) {
    secrets.put(token, secret);
    created(token, owner, THERE);
  }

  /** What signs in with the token. */
  String secret(Key token) {
    return secrets.get(token);
  }

  /** Notes that a deployment was queued. */
  void queued(Deployed deployment) {
    boolean numberGiven =
        deployments.values().stream()
            .anyMatch(it -> it.app() == deployment.app() && it.number() == deployment.number());
    if (numberGiven || deployments.putIfAbsent(deployment.id(), deployment) != null) {
      problem("given twice: " + deployment);
    }
    acknowledged("deployment " + deployment);
  }

  /**
   * Asks the server for a change.
   *
   * @param next the state of each thing after it
   * @param request answers in the 200s if the change was made, 409 if it cannot be made
   */
  void change(int owner, Map<Key, String> next, Supplier<HttpResponse<String>> request) {
    next.forEach(
        (key, state) -> entries.computeIfAbsent(key, it -> Entry.absent(owner)).mayBecome(state));
    HttpResponse<String> answer = request.get();
    if (answer.statusCode() / 100 == 2) {
      next.forEach((key, state) -> acknowledge(key, entries.get(key), state));
    } else {
      next.keySet().forEach(key -> entries.get(key).stays());
      if (answer.statusCode() != 409) {
        problem(answer.request().uri() + " " + answer.statusCode() + ": " + answer.body());
      }
    }
  }

  /** Something of the kind that is there without doubt, made by this owner. */
  Optional<Key> any(Kind kind, int owner, RandomGenerator random) {
    List<Key> there = there(kind, owner);
    return there.isEmpty()
        ? Optional.empty()
        : Optional.of(there.get(random.nextInt(there.size())));
  }

  /** All of the kind that is there without doubt, made by this owner. */
  List<Key> there(Kind kind, int owner) {
    return entries.entrySet().stream()
        .filter(it -> it.getKey().kind() == kind && it.getValue().isThere(owner))
        .map(Map.Entry::getKey)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }

  /** All of the kind that changed since the last comparison. */
  List<Key> changed(Kind kind) {
    return entries.entrySet().stream()
        .filter(it -> it.getKey().kind() == kind && it.getValue().touched)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All deployments that were acknowledged. */
  Collection<Deployed> deployments() {
    return deployments.values();
  }

  /** What is known to be lost is not looked for again. */
  void forget(Deployed deployment) {
    deployments.remove(deployment.id());
  }

  /** Compares with what the server has, notes what it lost and goes on with what there is. */
  void compare(Map<Key, String> actual, Instant killed) {
    entries.forEach(
        (key, entry) -> {
          String state = actual.getOrDefault(key, GONE);
          if (!entry.possible().contains(state)) {
            problem(
                "lost: %s is %s but should be %s, acknowledged in round %d, %s before the kill"
                    .formatted(
                        key,
                        state,
                        entry.possible(),
                        entry.round,
                        Duration.between(entry.acknowledged, killed)));
          }
          entry.found(state);
        });
  }

  /** Notes what must not be, once in each round. */
  void problem(String problem) {
    synchronized (problems) {
      if (!problems.add("round " + round + ": " + problem)) {
        return;
      }
    }
    write("PROBLEM " + problem);
  }

  /** All that was noted so far. */
  List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  /** Writes a line for people. */
  void write(String line) {
    file.println(Instant.now() + " round " + round + " " + line);
  }

  @Override
  public void close() {
    file.close();
  }

  private void acknowledge(Key key, Entry entry, String state) {
    entry.acknowledged(state, round);
    acknowledged(key + " is " + state);
  }

  private void acknowledged(String what) {
    acknowledged.incrementAndGet();
    write(what);
  }

  /** The states that one thing may have. */
  private static final class Entry {

    private final int owner;
    private Set<String> possible = Set.of();
    private String last = GONE;
    private volatile boolean touched;
    private volatile int round;
    private volatile Instant acknowledged = Instant.EPOCH;

    Entry(int owner) {
      this.owner = owner;
    }

    static Entry absent(int owner) {
      Entry entry = new Entry(owner);
      entry.possible = Set.of(GONE);
      return entry;
    }

    synchronized void mayBecome(String state) {
      Set<String> more = new HashSet<>(possible);
      more.add(state);
      possible = Set.copyOf(more);
      touched = true;
    }

    synchronized void stays() {
      possible = Set.of(last);
    }

    synchronized void acknowledged(String state, int now) {
      possible = Set.of(state);
      last = state;
      touched = true;
      round = now;
      acknowledged = Instant.now();
    }

    synchronized void found(String state) {
      possible = Set.of(state);
      last = state;
      touched = false;
    }

    synchronized Set<String> possible() {
      return possible;
    }

    synchronized boolean isThere(int by) {
      return owner == by && possible.size() == 1 && !possible.contains(GONE);
    }
  }
}
