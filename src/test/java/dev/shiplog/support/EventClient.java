package dev.shiplog.support;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that watches a deployment over the API's socket. */
public final class EventClient implements WebSocket.Listener {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder message = new StringBuilder();
  private WebSocket socket;

  private EventClient() {}

  /** Connects to {@code path}, e.g. {@code /api/deployments/logs/stream?id=1}. */
  public static EventClient connect(int port, String authorization, String path) {
    var client = new EventClient();
    client.socket =
        CLIENT
            .newWebSocketBuilder()
            .header("Authorization", authorization)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + path), client)
            .join();
    return client;
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      events.add(JSON.readTree(message.toString()));
      message.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    LOG.warn("The connection was cut", error);
    closed.complete(1006);
  }

  /** Waits for the close code; 1006 when the connection was cut. */
  public int awaitClose() {
    return awaitClose(Duration.ofSeconds(60));
  }

  /** As {@link #awaitClose()}, which must come within the time. */
  public int awaitClose(Duration limit) {
    await().atMost(limit).until(closed::isDone);
    return closed.join();
  }

  /** Cuts the connection without a closing handshake. */
  public void cut() {
    socket.abort();
  }

  /** All events so far, in order. */
  public List<JsonNode> events() {
    return events;
  }

  /** The lines so far, in order, with their newlines. */
  public List<String> lines() {
    return logEvents().stream().map(event -> event.path("data").path("line").asString()).toList();
  }

  /** The numbers of the lines so far, in order. */
  public List<Long> numbers() {
    return logEvents().stream().map(event -> event.path("data").path("number").asLong()).toList();
  }

  /** The status words so far, in order. */
  public List<String> statuses() {
    return ofStatus("status");
  }

  /** What the statuses so far said in a sentence, in order. */
  public List<String> messages() {
    return ofStatus("message");
  }

  private List<String> ofStatus(String field) {
    return events.stream()
        .filter(event -> event.path("type").asString().equals("status"))
        .map(event -> event.path("data").path(field).asString())
        .toList();
  }

  private List<JsonNode> logEvents() {
    return events.stream().filter(event -> event.path("type").asString().equals("log")).toList();
  }
}
