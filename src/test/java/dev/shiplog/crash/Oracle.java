package dev.shiplog.crash;

import dev.shiplog.crash.Journal.Key;
import dev.shiplog.crash.Journal.Kind;
import dev.shiplog.support.Api;
import dev.shiplog.support.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Compares what a server has after a restart with what it had acknowledged before. */
final class Oracle {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final int PAGE = 200;

  private final Journal journal;
  private final Figures figures;
  private final Path data;
  private final Path starts;

  /**
   * @param starts file in which each run notes its deployment
   */
  Oracle(Journal journal, Figures figures, Path data, Path starts) {
    this.journal = journal;
    this.figures = figures;
    this.data = data;
    this.starts = starts;
  }

  /**
   * Looks at everything that could have changed since the last time.
   *
   * @param killed when the server's predecessor was killed
   * @param whole look also at what was right before
   */
  void check(ServerProcess server, Api api, Instant killed, boolean whole) {
    Map<Key, String> actual = actual(api);
    checkSignIns(server, actual);
    journal.compare(actual, killed);
    checkDeployments(server, api, whole);
    checkStarts();
  }

  private static Map<Key, String> actual(Api api) {
    Map<Key, String> actual = new HashMap<>();
    for (JsonNode project : api.call("GET", "/api/projects", "")) {
      String id = project.path("id").asString();
      actual.put(new Key(Kind.PROJECT, id), project.path("name").asString());
      for (JsonNode member : project.path("members")) {
        actual.put(new Key(Kind.MEMBER, id + "/" + member.asString()), Journal.THERE);
      }
    }
    for (JsonNode app : api.call("GET", "/api/apps", "")) {
      actual.put(
          new Key(Kind.APP, app.path("id").asString()),
          app.path("name").asString() + "/" + app.path("branch").asString());
    }
    for (JsonNode user : api.call("GET", "/api/users", "")) {
      actual.put(
          new Key(Kind.USER, user.path("username").asString()), user.path("role").asString());
    }
    for (JsonNode token : api.call("GET", "/api/tokens", "")) {
      actual.put(new Key(Kind.TOKEN, token.path("id").asString()), Journal.THERE);
    }
    return actual;
  }

  /** What was made signs in, what was revoked or deleted does not. */
  private void checkSignIns(ServerProcess server, Map<Key, String> actual) {
    for (Key token : journal.changed(Kind.TOKEN)) {
      int status = statusFor(server, "Bearer " + journal.secret(token));
      expectSignIn(token, actual.containsKey(token), status);
    }
    List<Key> users = journal.changed(Kind.USER);
    // A password costs a tenth of a second.
    for (Key user : users.subList(0, Math.min(3, users.size()))) {
      Api asUser = new Api(server.address(), user.name(), Writer.password(user.name()));
      int status = statusFor(server, asUser.authorization());
      expectSignIn(user, actual.containsKey(user), status);
    }
  }

  private void expectSignIn(Key who, boolean there, int status) {
    if (status != (there ? 200 : 401)) {
      journal.problem(who + (there ? " is there" : " is gone") + " but sign-in says " + status);
    }
  }

  private static int statusFor(ServerProcess server, String authorization) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "/api/projects"))
            .header("Authorization", authorization)
            .build();
    return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.discarding()).join().statusCode();
  }

  private void checkDeployments(ServerProcess server, Api api, boolean whole) {
    Map<Long, JsonNode> all = awaitRecovery(server, api);
    Set<String> running = Processes.ofDeployments(data);
    WireClient pages =
        new WireClient(server.address(), ServerProcess.ADMIN, ServerProcess.PASSWORD);
    for (Deployed deployment : journal.deployments()) {
      JsonNode now = all.get(deployment.id());
      if (now == null) {
        journal.problem("lost: deployment " + deployment);
        journal.forget(deployment);
        continue;
      }
      checkState(deployment, now);
      if (!now.path("finished_at").isNull() && (whole || !deployment.checked())) {
        checkLog(api, pages, deployment, now);
        if (running.contains(Long.toString(deployment.id()))) {
          journal.problem("processes left of deployment " + now);
        }
      }
    }
  }

  /** What the former server ran is ended; what this one runs goes on. */
  private Map<Long, JsonNode> awaitRecovery(ServerProcess server, Api api) {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    Map<Long, JsonNode> all = deployments(api);
    while (all.values().stream().anyMatch(it -> isLost(server, it))) {
      if (System.nanoTime() - deadline > 0) {
        journal.problem(
            "not ended: " + all.values().stream().filter(it -> isLost(server, it)).toList());
        return all;
      }
      server.aliveAfter(Duration.ofMillis(100));
      all = deployments(api);
    }
    return all;
  }

  /** Times are cut to seconds. */
  private static boolean isLost(ServerProcess server, JsonNode deployment) {
    return deployment.path("finished_at").isNull()
        && !deployment.path("started_at").isNull()
        && Instant.parse(deployment.path("started_at").asString())
            .plusSeconds(1)
            .isBefore(server.started());
  }

  private Map<Long, JsonNode> deployments(Api api) {
    Map<Long, JsonNode> all = new HashMap<>();
    Set<String> numbers = new HashSet<>();
    int page = 1;
    JsonNode items;
    do {
      String path = "/api/deployments?size=" + PAGE + "&page=" + page++;
      items = api.call("GET", path, "").path("items");
      for (JsonNode item : items) {
        boolean sameId = all.put(item.path("id").asLong(), item) != null;
        boolean sameNumber =
            !numbers.add(item.path("app_id").asString() + "#" + item.path("number").asString());
        if (sameId || sameNumber) {
          journal.problem("given twice: " + item);
        }
      }
    } while (items.size() == PAGE);
    return all;
  }

  private void checkState(Deployed deployment, JsonNode now) {
    String status = now.path("status").asString();
    if (now.path("app_id").asLong() != deployment.app()
        || now.path("number").asInt() != deployment.number()) {
      journal.problem("another deployment: " + deployment + " is " + now);
    }
    if (deployment.claimed() && status.equals("pending")) {
      journal.problem("lost: the claim of deployment " + deployment);
    }
    deployment
        .end()
        .filter(end -> !end.equals(status))
        .ifPresent(end -> journal.problem("lost: " + deployment + " was " + end + " is " + now));
    deployment.shownStatus(status);
  }

  private void checkLog(Api api, WireClient pages, Deployed deployment, JsonNode now) {
    String path = "/api/deployments/" + deployment.id();
    String log = api.send("GET", path + "/log", "").body();
    String message = now.path("error_message").isNull() ? "" : now.path("error_message").asString();
    deployment
        .script()
        .problems(deployment.id(), log, now.path("status").asString(), message)
        .forEach(it -> journal.problem("log of " + deployment + ": " + it));
    if (!log.startsWith(deployment.shown())) {
      journal.problem(
          "the log of %s has %d bytes, which do not start with the %d that were shown"
              .formatted(deployment, log.length(), deployment.shown().length()));
    }
    if (deployment.checked() && deployment.bytes() != log.length()) {
      journal.problem("the finished log of " + deployment + " has changed");
    }
    JsonNode whole = api.call("GET", "/api/deployments/logs?id=" + deployment.id(), "");
    if (!whole.path("logs").asString().equals(log)
        || now.path("log_bytes").asInt() != log.length()
        || now.path("log_lines").asLong() != log.lines().count()) {
      journal.problem("the log of " + deployment + " differs from API to API: " + now);
    }
    int page = pages.get("/deployments/" + deployment.id()).statusCode();
    if (page != 200) {
      journal.problem("the page of " + deployment + " says " + page);
    }
    figures.checked(now.path("status").asString(), log, deployment.shown().length());
    deployment.checked(log.length());
  }

  /** Each run has noted its deployment: none started twice. */
  private void checkStarts() {
    Set<String> once = new HashSet<>();
    try {
      for (String id : Files.exists(starts) ? Files.readAllLines(starts) : List.<String>of()) {
        if (!once.add(id)) {
          journal.problem("started twice: deployment " + id);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
