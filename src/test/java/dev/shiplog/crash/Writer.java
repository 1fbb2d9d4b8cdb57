package dev.shiplog.crash;

import dev.shiplog.crash.Journal.Key;
import dev.shiplog.crash.Journal.Kind;
import dev.shiplog.support.Api;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes, changes and deletes one thing after another, all of them its own. */
final class Writer {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST = 6;

  private final Api api;
  private final Journal journal;
  private final int owner;
  private final Random random;

  Writer(Api api, Journal journal, int owner, Random random) {
    this.api = api;
    this.journal = journal;
    this.owner = owner;
    this.random = random;
  }

  /** Makes one change. */
  void change() {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    Optional<Key> one = journal.any(kind, owner, random);
    int count = journal.there(kind, owner).size();
    if (one.isEmpty() || (count < MOST && random.nextBoolean())) {
      create(kind);
    } else if (count >= MOST || random.nextInt(3) == 0) {
      delete(one.get());
    } else {
      update(one.get());
    }
  }

  private void create(Kind kind) {
    switch (kind) {
      case PROJECT -> createProject();
      case MEMBER -> addMember();
      case APP -> journal.any(Kind.PROJECT, owner, random).ifPresent(this::createApp);
      case USER -> createUser();
      case TOKEN -> createToken();
      default -> throw new IllegalArgumentException(kind.name());
    }
  }

  private void createProject() {
    String name = "project " + random.nextInt(1_000_000);
    created(api.send("POST", "/api/projects", json(Map.of("name", name))), Kind.PROJECT, name);
  }

  private void createApp(Key project) {
    String name = "app " + random.nextInt(1_000_000);
    Map<String, ?> body =
        Map.of(
            "projectId",
            Long.parseLong(project.name()),
            "name",
            name,
            "branch",
            "main",
            "buildCommand",
            "true");
    created(api.send("POST", "/api/apps", json(body)), Kind.APP, name + "/main");
  }

  private void createToken() {
    HttpResponse<String> answer = api.send("POST", "/api/tokens", json(Map.of("name", "token")));
    JsonNode token = data(answer);
    if (answer.statusCode() == 201) {
      Key key = new Key(Kind.TOKEN, token.path("id").asString());
      journal.issued(key, owner, token.path("token").asString());
    } else {
      journal.problem("no token: " + answer.body());
    }
  }

  private void createUser() {
    String name = "user-" + owner + "-" + random.nextInt(1_000_000_000);
    Map<String, String> body = Map.of("username", name, "password", password(name), "role", "USER");
    journal.change(
        owner,
        Map.of(new Key(Kind.USER, name), "USER"),
        () -> api.send("POST", "/api/users", json(body)));
  }

  private void addMember() {
    Optional<Key> project = journal.any(Kind.PROJECT, owner, random);
    Optional<Key> user = journal.any(Kind.USER, owner, random);
    if (project.isPresent() && user.isPresent()) {
      String name = project.get().name() + "/" + user.get().name();
      journal.change(
          owner,
          Map.of(new Key(Kind.MEMBER, name), Journal.THERE),
          () -> api.send("PUT", path(new Key(Kind.MEMBER, name)), ""));
    }
  }

  private void update(Key key) {
    String next = "changed " + random.nextInt(1_000_000);
    switch (key.kind()) {
      case PROJECT ->
          journal.change(
              owner,
              Map.of(key, next),
              () -> api.send("PUT", path(key), json(Map.of("name", next))));
      case APP -> {
        Map<String, String> body = Map.of("name", next, "branch", "side", "buildCommand", "false");
        journal.change(
            owner, Map.of(key, next + "/side"), () -> api.send("PUT", path(key), json(body)));
      }
      case USER -> {
        String role = random.nextBoolean() ? "ADMIN" : "USER";
        journal.change(
            owner, Map.of(key, role), () -> api.send("PUT", path(key), json(Map.of("role", role))));
      }
      case MEMBER, TOKEN -> delete(key);
      default -> throw new IllegalArgumentException(key.toString());
    }
  }

  /** What belongs to it goes with it. */
  private void delete(Key key) {
    Map<Key, String> next = new HashMap<>(Map.of(key, Journal.GONE));
    for (Key member : journal.there(Kind.MEMBER, owner)) {
      List<String> names = List.of(member.name().split("/"));
      if (key.kind() == (names.get(0).equals(key.name()) ? Kind.PROJECT : Kind.USER)
          && names.contains(key.name())) {
        next.put(member, Journal.GONE);
      }
    }
    journal.change(owner, next, () -> api.send("DELETE", path(key), ""));
  }

  private void created(HttpResponse<String> answer, Kind kind, String state) {
    if (answer.statusCode() == 201) {
      journal.created(new Key(kind, data(answer).path("id").asString()), owner, state);
    } else if (answer.statusCode() != 400 && answer.statusCode() != 404) {
      journal.problem("nothing created: " + answer.body());
    }
  }

  /** Where the thing is asked for. */
  static String path(Key key) {
    return switch (key.kind()) {
      case PROJECT -> "/api/projects/" + key.name();
      case MEMBER -> "/api/projects/" + key.name().replace("/", "/members/");
      case APP -> "/api/apps/" + key.name();
      case USER -> "/api/users/" + key.name();
      case TOKEN -> "/api/tokens/" + key.name();
    };
  }

  /** The password of the user of that name. */
  static String password(String user) {
    return "password of " + user;
  }

  private static JsonNode data(HttpResponse<String> answer) {
    return JSON.readTree(answer.body()).path("data");
  }

  private static String json(Object body) {
    return JSON.writeValueAsString(body);
  }
}
