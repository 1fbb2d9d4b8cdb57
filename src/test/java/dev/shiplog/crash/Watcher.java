package dev.shiplog.crash;

import dev.shiplog.support.Api;
import dev.shiplog.support.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reader that follows a deployment to its end, or its server's, and remembers what it saw. */
final class Watcher implements WebSocket.Listener {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Deployed deployment;
  private final BiConsumer<Deployed, Moment> moments;
  private final StringBuilder message = new StringBuilder();
  private final StringBuilder log = new StringBuilder();

  private Watcher(Deployed deployment, BiConsumer<Deployed, Moment> moments) {
    this.deployment = deployment;
    this.moments = moments;
  }

  /**
   * Follows the stream of events; does not wait for the connection.
   *
   * @param moments told when the deployment comes to one
   */
  static void stream(
      ServerProcess server, Api api, Deployed deployment, BiConsumer<Deployed, Moment> moments) {
    CLIENT
        .newWebSocketBuilder()
        .header("Authorization", api.authorization())
        .buildAsync(
            URI.create(
                "ws://127.0.0.1:%d/api/deployments/logs/stream?id=%d"
                    .formatted(server.port(), deployment.id())),
            new Watcher(deployment, moments));
  }

  /** Follows the raw log; does not wait for it. */
  static void raw(ServerProcess server, Api api, Deployed deployment) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    server.address() + "/api/deployments/" + deployment.id() + "/log?follow=true"))
            .header("Authorization", api.authorization())
            .build();
    CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
        .thenAcceptAsync(
            answer -> read(answer, deployment),
            task -> new Thread(task, "raw-" + deployment.id()).start());
  }

  private static void read(HttpResponse<InputStream> answer, Deployed deployment) {
    if (answer.statusCode() != 200) {
      return;
    }
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8192];
    try (InputStream body = answer.body()) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        deployment.shown(text);
      }
    } catch (IOException killed) {
      deployment.shown(text);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      JsonNode event = JSON.readTree(message.toString());
      message.setLength(0);
      saw(event.path("type").asString(), event.path("data"));
    }
    socket.request(1);
    return null;
  }

  private void saw(String type, JsonNode data) {
    if (type.equals("log")) {
      String line = data.path("line").asString();
      log.append(line);
      deployment.shown(log);
      if (deployment.script() == Script.QUICK && Script.isLastOfQuick(line)) {
        moments.accept(deployment, Moment.AFTER_LAST_LINE);
      }
    } else if (type.equals("status")) {
      String status = data.path("status").asString();
      deployment.shownStatus(status);
      if (deployment.script() == Script.QUICK && !status.equals("pending")) {
        moments.accept(deployment, Deployed.isEnd(status) ? Moment.AFTER_END : Moment.AFTER_CLAIM);
      }
    }
  }
}
