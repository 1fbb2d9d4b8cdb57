package dev.shiplog.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON API as a program uses it, with HTTP Basic. */
public final class Api {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String address;
  private final String authorization;

  /** Speaks to the server at the address as the user. */
  public Api(String address, String username, String password) {
    this.address = address;
    byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** Speaks to the server as the owner of a new token, which costs no password check each time. */
  public Api withToken() {
    String token = call("POST", "/api/tokens", Map.of("name", "Tests")).path("token").asString();
    return bearing(address, token);
  }

  /** Speaks to the server at the address as the owner of a token. */
  public static Api bearing(String address, String token) {
    return new Api(address, "Bearer " + token);
  }

  private Api(String address, String authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /** The value of the Authorization header. */
  public String authorization() {
    return authorization;
  }

  /** Sends a request; the body is JSON or empty. */
  public HttpResponse<String> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a request that must succeed; returns {@code data}. */
  public JsonNode call(String method, String path, Object body) {
    HttpResponse<String> response =
        send(method, path, "".equals(body) ? "" : JSON.writeValueAsString(body));
    if (response.statusCode() >= 300) {
      throw new AssertionError(
          method + " " + path + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body()).path("data");
  }

  /** Creates an app without repository in a new project; returns its id. */
  public long createApp(String build, String deploy) {
    return createApp(Map.of("buildCommand", build, "deployCommand", deploy));
  }

  /** Creates an app in a new project; returns its id. */
  public long createApp(Map<String, ?> settings) {
    long project = call("POST", "/api/projects", Map.of("name", "Tests")).path("id").asLong();
    Map<String, Object> body = new java.util.HashMap<>(settings);
    body.put("projectId", project);
    body.putIfAbsent("name", "app-" + UUID.randomUUID());
    return call("POST", "/api/apps", body).path("id").asLong();
  }

  /** Queues a deployment; returns its id. */
  public long deploy(long app) {
    return call("POST", "/api/deployments", Map.of("appId", app)).path("id").asLong();
  }

  /** The deployment object. */
  public JsonNode deployment(long id) {
    return call("GET", "/api/deployments/" + id, "");
  }

  /** Waits until the deployment has ended; returns it. */
  public JsonNode awaitEnd(long id) {
    return awaitEnd(id, Duration.ofSeconds(60));
  }

  /** As {@link #awaitEnd(long)}, which must come within the time. */
  public JsonNode awaitEnd(long id, Duration limit) {
    await().atMost(limit).until(() -> !deployment(id).path("finished_at").isNull());
    return deployment(id);
  }

  /** Waits until the log so far contains the text. */
  public void awaitLog(long id, String text) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> send("GET", "/api/deployments/" + id + "/log", "").body().contains(text));
  }
}
