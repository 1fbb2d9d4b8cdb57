package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.Api;
import dev.shiplog.support.EventClient;
import dev.shiplog.support.Gate;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets outlive the requests that opened them, but not the rights of who did. */
class LostAccessTest extends ShiplogTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String OWN_PASSWORD = "a password of one's own";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  @TempDir private Path directory;
  private final String username = "user-" + UUID.randomUUID();
  private Gate gate;
  private Api member;
  private long project;
  private long deployment;
  private boolean opened;

  @BeforeEach
  void watchedByMember() {
    gate = new Gate(directory);
    api().call("POST", "/api/users", Map.of("username", username, "password", OWN_PASSWORD));
    member = new Api(address(), username, OWN_PASSWORD);
    long app = api().createApp("echo begun; " + gate.waitFor(), "true");
    project = api().call("GET", "/api/apps/" + app, "").path("project_id").asLong();
    api().call("PUT", "/api/projects/" + project + "/members/" + username, "");
    deployment = api().deploy(app);
    api().awaitLog(deployment, "\nbegun\n");
  }

  @AfterEach
  void end() {
    if (!opened) {
      gate.open();
    }
    api().awaitEnd(deployment);
  }

  @Test
  void whoIsNoMemberAnyMoreIsCutOffAndNobodyElse() {
    EventClient theirs = watch(member.authorization());
    EventClient administrators = watch(api().authorization());

    api().call("DELETE", "/api/projects/" + project + "/members/" + username, "");

    assertThat(theirs.awaitClose(SOON)).isEqualTo(1008);
    gate.open();
    opened = true;
    assertThat(administrators.awaitClose()).isEqualTo(1000);
  }

  @Test
  void aDeletedUserIsCutOff() {
    EventClient theirs = watch(member.authorization());

    api().call("DELETE", "/api/users/" + username, "");

    assertThat(theirs.awaitClose(SOON)).isEqualTo(1008);
  }

  @Test
  void aRevokedTokenIsCutOff() {
    var token = member.call("POST", "/api/tokens", Map.of("name", "watcher"));
    EventClient byToken = watch("Bearer " + token.path("token").asString());
    EventClient byPassword = watch(member.authorization());

    member.call("DELETE", "/api/tokens/" + token.path("id").asLong(), "");

    assertThat(byToken.awaitClose(SOON)).isEqualTo(1008);
    api().call("DELETE", "/api/users/" + username, "");
    assertThat(byPassword.awaitClose(SOON)).isEqualTo(1008);
  }

  @Test
  void signingOutCutsOffThePagesOfThatSession() throws Exception {
    HttpClient browser = signedIn();
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    browser
        .newWebSocketBuilder()
        .header("Origin", address())
        .buildAsync(
            URI.create("ws://127.0.0.1:" + port() + "/deployments/" + deployment + "/stream"),
            new CloseListener(closed))
        .join();

    post(browser, "/", "/logout", "");

    assertThat(closed.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1008);
  }

  @Test
  void signingOutEndsThePagesThatGrowInThatSessionAndNoOther() throws Exception {
    HttpClient browser = signedIn();
    HttpClient otherBrowser = signedIn();
    String raw = "/api/deployments/" + deployment + "/log?follow=true";
    CompletableFuture<String> page = grow(browser, "/deployments/" + deployment + "/follow");
    CompletableFuture<String> bytes = grow(browser, raw);
    CompletableFuture<String> others = grow(otherBrowser, raw);

    post(browser, "/", "/logout", "");

    assertThat(page.get(SOON.toSeconds(), TimeUnit.SECONDS)).contains("begun");
    assertThat(bytes.get(SOON.toSeconds(), TimeUnit.SECONDS)).contains("begun");
    assertThat(others).isNotDone();
    gate.open();
    opened = true;
    assertThat(others.get(30, TimeUnit.SECONDS)).contains("begun");
  }

  private HttpClient signedIn() throws IOException, InterruptedException {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    post(
        browser,
        "/login",
        "/login",
        "&username=" + username + "&password=" + encoded(OWN_PASSWORD));
    return browser;
  }

  /** What has arrived when the answer ends, however it ends. */
  private CompletableFuture<String> grow(HttpClient browser, String path) {
    StringBuffer arrived = new StringBuffer();
    CompletableFuture<String> end = new CompletableFuture<>();
    browser
        .sendAsync(
            HttpRequest.newBuilder(URI.create(address() + path)).build(),
            HttpResponse.BodyHandlers.fromSubscriber(new Bytes(arrived, end)))
        .exceptionally(
            e -> {
              end.complete(arrived.toString());
              return null;
            });
    await().until(() -> arrived.indexOf("begun") >= 0);
    return end;
  }

  private EventClient watch(String authorization) {
    EventClient client =
        EventClient.connect(port(), authorization, "/api/deployments/logs/stream?id=" + deployment);
    await().until(() -> client.lines().contains("begun\n"));
    return client;
  }

  private void post(HttpClient browser, String form, String path, String fields)
      throws IOException, InterruptedException {
    String page =
        browser
            .send(
                HttpRequest.newBuilder(URI.create(address() + form)).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher token = CSRF.matcher(page);
    assertThat(token.find()).as("a form on %s", form).isTrue();
    HttpResponse<String> response =
        browser.send(
            HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "_csrf=" + encoded(token.group(1)) + fields))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as("POST " + path).isEqualTo(302);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private record Bytes(StringBuffer arrived, CompletableFuture<String> end)
      implements Flow.Subscriber<List<ByteBuffer>> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
      part.forEach(bytes -> arrived.append(StandardCharsets.ISO_8859_1.decode(bytes)));
    }

    @Override
    public void onError(Throwable e) {
      end.complete(arrived.toString());
    }

    @Override
    public void onComplete() {
      end.complete(arrived.toString());
    }
  }

  private record CloseListener(CompletableFuture<Integer> closed) implements WebSocket.Listener {

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }
  }
}
