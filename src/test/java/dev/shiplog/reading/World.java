package dev.shiplog.reading;

import dev.shiplog.support.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** What the visitors find on a server: people, projects, apps and real deployments. */
final class World {

  /** The name of the one who has projects. */
  static final String READER = "ada";

  /** The name of the one who has none. */
  static final String NEWCOMER = "noor";

  /** The name of one who sees a project of the reader's. */
  static final String MEMBER = "lin";

  private static final String PASSWORD = "correct horse battery";

  private static final int MANY_APPS = 6;
  private static final int MORE_THAN_A_PAGE = 54;

  private static final String COLOURS =
      """
      for c in 30 31 32 33 34 35 36 37 90 91 92 93 94 95 96 97; do
        printf '\\033[%dmtext %d\\033[0m \\033[%dmground %d\\033[0m \\033[1;%dmbold\\033[0m\\n' \
      $c $c $((c + 10)) $c $c
      done
      printf '\\033[2mfaint\\033[0m \\033[3mitalic\\033[0m \\033[4munderline\\033[0m'
      printf ' \\033[7minverse\\033[0m \\033[9mstrike\\033[0m \\033[38;5;208m256\\033[0m'
      printf ' \\033[38;2;10;200;30mtrue\\033[0m\\n'
      echo 'a problem' >&2
      """;

  private static final String STEPS =
      """
      echo 'Step 1/2 : FROM busybox'; echo '::group::Fetch'; seq 1 20; echo '::endgroup::'
      echo 'Step 2/2 : RUN make'; echo 'main.c:1: error: no such thing' >&2; echo 'error: 2' >&2
      exit 2
      """;

  private static final Map<String, World> WORLDS = new ConcurrentHashMap<>();

  final String address;
  final Api reader;
  final long project;
  final long emptyProject;
  final long fresh;
  final long fetched;
  final long shop;
  final long often;
  final long success;
  final long failed;
  final long steps;
  final long stopped;
  final long empty;
  final long coloured;
  final long longLog;
  final long wrapped;

  private World(String address, Api admin) {
    this.address = address;
    for (String name : List.of(READER, MEMBER, NEWCOMER)) {
      admin.call("POST", "/api/users", Map.of("username", name, "password", PASSWORD));
    }
    reader = new Api(address, READER, PASSWORD).withToken();
    project = project("Storefront");
    reader.call("PUT", "/api/projects/" + project + "/members/" + MEMBER, "");
    emptyProject = project("Empty");
    fresh = app(project, "fresh", Map.of());
    fetched =
        app(
            project,
            "fetched",
            Map.of(
                "repository",
                    "https://git.example.org/a/long/path/to/the/repository/of/fetched.git",
                "environment", Map.of("SITE", "https://shop.example.org/"),
                "secrets", Map.of("TOKEN", "a secret token")));
    shop = app(project, "shop", Map.of("buildCommand", "echo built", "deployCommand", "echo up"));
    success = reader.deploy(shop);
    failed = deployment("cart", "echo 'cannot find cart.js' >&2; exit 7");
    steps = deployment("steps", STEPS);
    stopped = deployment("search", "echo begun; sleep 600");
    empty = deployment("silent", "");
    coloured = deployment("colours", COLOURS);
    longLog = deployment("long", "seq 1 3000");
    wrapped = deployment("wrapped", "seq 1 1500 | sed \"s/$/ $(printf '%0400d' 0)/\"");
    reader.awaitLog(stopped, "\nbegun\n");
    reader.call("POST", "/api/deployments/" + stopped + "/stop", "");
    List<Long> waiting =
        new ArrayList<>(
            List.of(success, failed, steps, stopped, empty, coloured, longLog, wrapped));
    List<Long> many = many();
    often = appOf(many.get(0));
    waiting.addAll(many);
    waiting.forEach(reader::awaitEnd);
  }

  /** The world on the server; the first call makes it, as its administrator. */
  static World on(String address, Api admin) {
    return WORLDS.computeIfAbsent(address, key -> new World(key, admin));
  }

  /** Queues a deployment of a new app with this build command. */
  long deployment(String name, String build) {
    return reader.deploy(app(project, name, Map.of("buildCommand", build)));
  }

  /** The app of a deployment. */
  long appOf(long deployment) {
    return reader.deployment(deployment).path("app_id").asLong();
  }

  /** The name and password of the visitor, where they have an account. */
  static String username(Visitor visitor) {
    return switch (visitor) {
      case READER -> READER;
      case NEWCOMER -> NEWCOMER;
      case ADMIN -> "admin";
      case NOBODY, FIRST -> throw new IllegalArgumentException(visitor + " has no account");
    };
  }

  /** Everybody's. */
  static String password() {
    return PASSWORD;
  }

  private List<Long> many() {
    long many = project("Many");
    List<Long> apps = new ArrayList<>();
    for (int i = 1; i <= MANY_APPS; i++) {
      apps.add(app(many, "service-" + i, Map.of()));
    }
    List<Long> deployments = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
      deployments.add(reader.deploy(apps.get(i % MANY_APPS)));
    }
    return deployments;
  }

  private long project(String name) {
    return id(reader.call("POST", "/api/projects", Map.of("name", name)));
  }

  private long app(long owner, String name, Map<String, ?> settings) {
    Map<String, Object> body = new HashMap<>(settings);
    body.put("projectId", owner);
    body.put("name", name);
    return id(reader.call("POST", "/api/apps", body));
  }

  private static long id(JsonNode created) {
    return created.path("id").asLong();
  }
}
