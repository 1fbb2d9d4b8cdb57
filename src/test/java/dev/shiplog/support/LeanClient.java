package dev.shiplog.support;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A program that watches a deployment over the API's socket and keeps nothing of what it gets, so
 * that many can watch long logs. It can read slowly, or not at all: then it does not answer pings
 * either.
 */
public final class LeanClient implements WebSocket.Listener {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String NUMBER = "\"number\":";
  private static final String STATUS = "\"status\":\"";

  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder message = new StringBuilder();
  private final Consumer<String> onLine;
  private final WebSocket socket;
  private volatile boolean reading = true;
  private volatile long last;
  private volatile long wrong;
  private volatile String status = "";

  private LeanClient(String address, String authorization, long after, Consumer<String> onLine) {
    this.last = after;
    this.onLine = onLine;
    this.socket =
        CLIENT
            .newWebSocketBuilder()
            .header("Authorization", authorization)
            .buildAsync(URI.create(address), this)
            .join();
  }

  /** Watches the deployment from line {@code after}+1 on. */
  public static LeanClient watch(int port, Api api, long id, long after) {
    return watch(port, api, id, after, event -> {});
  }

  /** As {@link #watch(int, Api, long, long)}; each line's event is handed on as it comes. */
  public static LeanClient watch(int port, Api api, long id, long after, Consumer<String> onLine) {
    String path = "/api/deployments/logs/stream?id=" + id + "&after=" + after;
    return new LeanClient("ws://127.0.0.1:" + port + path, api.authorization(), after, onLine);
  }

  /** Reads nothing from now on. */
  public void pause() {
    reading = false;
  }

  /** Reads so many messages more. */
  public void read(int messages) {
    socket.request(messages);
  }

  /** Reads all that comes. */
  public void resume() {
    reading = true;
    socket.request(1);
  }

  /** Cuts the connection without a closing handshake. */
  public void cut() {
    socket.abort();
    closed.complete(1006);
  }

  /** The number of the last line so far. */
  public long last() {
    return last;
  }

  /** How many lines so far had another number than the one after the line before. */
  public long wrong() {
    return wrong;
  }

  /** The status that was told last. */
  public String status() {
    return status;
  }

  /** Whether the connection has ended. */
  public boolean isClosed() {
    return closed.isDone();
  }

  /** Waits for the close code; 1006 when the connection was cut. */
  public int awaitClose(Duration limit) {
    await().atMost(limit).until(closed::isDone);
    return closed.join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean end) {
    message.append(data);
    if (end) {
      take(message.toString());
      message.setLength(0);
    }
    if (reading) {
      webSocket.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed.complete(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed.complete(1006);
  }

  private void take(String event) {
    int at = event.lastIndexOf(NUMBER) + NUMBER.length();
    if (event.startsWith("{\"type\":\"log\"")) {
      long number = Long.parseLong(event.substring(at, event.indexOf(',', at)));
      if (number != last + 1) {
        wrong++;
      }
      last = number;
      onLine.accept(event);
    } else {
      int start = event.indexOf(STATUS) + STATUS.length();
      status = event.substring(start, event.indexOf('"', start));
    }
  }
}
