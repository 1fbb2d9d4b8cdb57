package dev.shiplog.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Api;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.condition.NameValueExpression;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Many more clients than connections to the database, all at the same route and then at the next
 * one: everybody is answered, nobody is told that the database is away.
 */
abstract class EveryRouteAtOnceContract extends ShiplogTest {

  private static final int CLIENTS = 60;
  private static final int CONNECTIONS = 3;

  /** How often each route is asked. */
  private static final int TIMES = 15;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  private Api api;
  private String csrf;
  private long project;
  private long app;
  private long finished;

  @DynamicPropertySource
  static void fewConnections(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.hikari.maximum-pool-size", () -> CONNECTIONS);
    // Those who wait for each other wait for ever; those who only wait their turn on a busy machine
    // do not.
    registry.add("spring.datasource.hikari.connection-timeout", () -> 20_000);
  }

  @Test
  void everyRouteAnswersSixtyClients() throws Exception {
    api = api().withToken();
    signIn();
    finished = api.deploy(api.createApp("seq 1 100", "true"));
    app = api.createApp("sleep 600", "true");
    project = api.call("GET", "/api/apps/" + app, "").path("project_id").asLong();
    assertThat(post("/samples", Map.of()).status()).isEqualTo(302);
    api.awaitEnd(finished);

    List<Answer> answers = inParallel(Stream.concat(reads(), writes()).toList());

    assertThat(answers).filteredOn(answer -> answer.status() >= 500).isEmpty();
    assertThat(answers)
        .as("requests that should have been understood")
        .filteredOn(answer -> answer.status() >= 400 && !answer.request().equals("GET /setup"))
        .isEmpty();
  }

  /** Whatever can be read: a new route is asked without being named here. */
  private Stream<Callable<Answer>> reads() {
    return mappings.getHandlerMethods().keySet().stream()
        .filter(info -> info.getMethodsCondition().getMethods().contains(RequestMethod.GET))
        .flatMap(this::paths)
        .map(path -> path.startsWith("/api/") ? () -> call("GET", path, "") : () -> get(path));
  }

  /** What people do all day. */
  private Stream<Callable<Answer>> writes() {
    return Stream.of(
        () -> call("POST", "/api/deployments", "{\"appId\": %d}".formatted(app)),
        () -> call("POST", "/api/deployments/" + finished + "/redeploy", ""),
        () -> call("POST", "/api/deployments/" + api.deploy(app) + "/stop", ""),
        () -> call("POST", "/api/projects", "{\"name\": \"Another\"}"),
        () -> call("PUT", "/api/projects/" + project, "{\"name\": \"Renamed\"}"),
        () -> call("PUT", "/api/projects/" + project + "/members/" + ADMIN, ""),
        () -> call("POST", "/api/apps", app(UUID.randomUUID().toString())),
        () -> call("PUT", "/api/apps/" + app, app("app-" + app)),
        () -> call("DELETE", "/api/apps/" + api.createApp("true", "true"), ""),
        () -> call("POST", "/api/tokens", "{\"name\": \"Token\"}"),
        () -> post("/apps/" + app + "/deployments", Map.of()),
        () -> post("/samples", Map.of()));
  }

  private String app(String name) {
    return """
        {"projectId": %d, "name": "%s", "buildCommand": "sleep 600",
         "environment": {"MODE": "test"}, "secrets": {"KEY": "a secret"}}
        """
        .formatted(project, name);
  }

  private Stream<String> paths(RequestMappingInfo info) {
    String query =
        info.getParamsCondition().getExpressions().stream()
            .filter(parameter -> !parameter.isNegated())
            .map(EveryRouteAtOnceContract::parameter)
            .collect(Collectors.joining("&"));
    return info.getPatternValues().stream()
        .map(this::path)
        .map(path -> query.isEmpty() ? path : path + "?" + query);
  }

  private static String parameter(NameValueExpression<String> parameter) {
    return parameter.getName() + "=" + (parameter.getValue() == null ? "1" : parameter.getValue());
  }

  private String path(String pattern) {
    String id =
        String.valueOf(
            pattern.contains("deployments") ? finished : pattern.contains("apps") ? app : project);
    String path =
        pattern.replace("{id}", id).replace("{*name}", "shop.git/HEAD").replace("//", "/");
    assertThat(path).as("an address of " + pattern).doesNotContain("{");
    return switch (pattern) {
      case "/api/deployments/logs" -> path + "?id=" + finished;
      case "/api/deployments/{id}/log/search" -> path + "?q=1";
      case "/deployments/{id}/go" -> path + "?line=1";
      default -> path;
    };
  }

  private static List<Answer> inParallel(List<Callable<Answer>> requests) throws Exception {
    List<Callable<Answer>> all = new ArrayList<>();
    requests.forEach(request -> all.addAll(Collections.nCopies(TIMES, request)));
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> answer : clients.invokeAll(all)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      clients.shutdownNow();
    }
  }

  private Answer call(String method, String path, String body) {
    HttpResponse<String> response = api.send(method, path, body);
    return new Answer(method + " " + path, response.statusCode(), excerpt(response));
  }

  private Answer get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response =
        browser.send(
            HttpRequest.newBuilder(URI.create(address() + path)).build(), BodyHandlers.ofString());
    return new Answer("GET " + path, response.statusCode(), excerpt(response));
  }

  private Answer post(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    String form =
        Stream.concat(fields.entrySet().stream(), Stream.of(Map.entry("_csrf", csrf)))
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> response =
        browser.send(
            HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    return new Answer("POST " + path, response.statusCode(), excerpt(response));
  }

  private void signIn() throws IOException, InterruptedException {
    csrf = csrfOf("/login");
    post("/login", Map.of("username", ADMIN, "password", PASSWORD));
    csrf = csrfOf("/apps/new");
  }

  private String csrfOf(String page) throws IOException, InterruptedException {
    HttpResponse<String> response =
        browser.send(
            HttpRequest.newBuilder(URI.create(address() + page)).build(), BodyHandlers.ofString());
    return Jsoup.parse(response.body()).select("[name=_csrf]").val();
  }

  private static String excerpt(HttpResponse<String> response) {
    return response.body().substring(0, Math.min(200, response.body().length()));
  }

  private record Answer(String request, int status, String body) {}
}
