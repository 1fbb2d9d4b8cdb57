package dev.shiplog.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shiplog.support.Api;
import dev.shiplog.support.CutProxy;
import dev.shiplog.support.Gate;
import dev.shiplog.support.LeanClient;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Who is gone is let go of; who is only slow is not. All times are a thirtieth of the real ones.
 */
@Timeout(180)
@TestPropertySource(
    properties = {
      "shiplog.live.beat=300ms",
      "server.tomcat.connection-timeout=1300ms",
      "server.tomcat.keep-alive-timeout=200ms"
    })
class LostPeersTest extends ShiplogTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** More than the kernel takes for one connection. */
  private static final String MUCH = "seq -f '%0100g' 1 200000";

  @TempDir private Path directory;
  @Autowired private Feeds feeds;
  private Api api;
  private Gate gate;

  @BeforeEach
  void prepare() {
    api = api().withToken();
    gate = new Gate(directory);
  }

  @Test
  void aHalfOpenSocketIsGoneAfterTwoPings() throws IOException {
    long id = running("echo one");
    try (CutProxy proxy = CutProxy.to(port())) {
      LeanClient client = LeanClient.watch(proxy.port(), api, id, 0);
      await().until(() -> client.last() > 0);
      proxy.setSwallowing(true);

      await().atMost(SOON).until(() -> feeds.feed(id).isEmpty());
      assertThat(client.isClosed()).as("it was told").isFalse();
    }
    gate.open();
    api.awaitEnd(id);
  }

  @Test
  void whoAnswersPingsStaysThoughNothingIsSaid() {
    long id = running("echo one");
    LeanClient client = LeanClient.watch(port(), api, id, 0);

    await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> !client.isClosed());

    gate.open();
    assertThat(client.awaitClose(SOON)).isEqualTo(1000);
  }

  @Test
  void aSocketThatVanishedInTheMiddleOfAMessageIsGone() {
    long id = finished(MUCH);
    LeanClient client = LeanClient.watch(port(), api, id, 0);
    await().until(() -> client.last() > 0);
    assertThat(feeds.feed(id)).isPresent();

    client.pause();

    await().atMost(SOON).until(() -> feeds.feed(id).isEmpty());
    client.cut();
  }

  @Test
  void aSocketThatReadsSlowlyGetsAll() {
    long id = finished(MUCH);
    LeanClient client = LeanClient.watch(port(), api, id, 0);
    client.pause();

    await()
        .pollInterval(Duration.ofMillis(50))
        .during(Duration.ofSeconds(6))
        .atMost(SOON)
        .until(
            () -> {
              client.read(100);
              return !client.isClosed();
            });
    client.resume();

    assertThat(client.awaitClose(Duration.ofSeconds(60))).isEqualTo(1000);
    assertThat(client.wrong()).isZero();
    assertThat(client.last()).isEqualTo(api.deployment(id).path("log_lines").asLong());
  }

  @Test
  void aFollowerThatStopsReadingIsGone() throws IOException {
    long id = running(MUCH);
    try (Socket follower = follow(id)) {
      follower.getInputStream().readNBytes(100);
      assertThat(feeds.feed(id)).isPresent();

      await().atMost(SOON).until(() -> feeds.feed(id).isEmpty());
    }
    gate.open();
    api.awaitEnd(id);
  }

  @Test
  void aFollowerThatReadsSlowlyGetsAll() throws IOException {
    long id = running(MUCH);
    try (Socket follower = follow(id)) {
      InputStream in = follower.getInputStream();
      await()
          .pollInterval(Duration.ofMillis(50))
          .during(Duration.ofSeconds(5))
          .atMost(SOON)
          .until(() -> in.readNBytes(20_000).length == 20_000);
      gate.open();
      String rest = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(rest.contains("200000\n") && rest.endsWith("0\r\n\r\n")).isTrue();
    }
    api.awaitEnd(id);
  }

  @Test
  void aFollowerWhoLeavesWhileNothingIsSaidIsGone() throws IOException {
    long id = running("echo one");
    Socket follower = follow(id);
    follower.getInputStream().readNBytes(100);
    assertThat(feeds.feed(id)).isPresent();

    follower.close();

    await().atMost(SOON).until(() -> feeds.feed(id).isEmpty());
    gate.open();
    api.awaitEnd(id);
  }

  @Test
  void aFollowerToWhomNothingIsSaidStays() throws IOException {
    long id = running("echo one");
    try (Socket follower = follow(id)) {
      follower.getInputStream().readNBytes(100);
      await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> feeds.feed(id).isPresent());
      gate.open();

      String rest = new String(follower.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rest).contains("\nready\n").endsWith("0\r\n\r\n");
    }
    api.awaitEnd(id);
  }

  /** One that has printed and waits for the gate. */
  private long running(String build) {
    long id = api.deploy(api.createApp(build + "; echo rea''dy; " + gate.waitFor(), ""));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                api.send("GET", "/api/deployments/" + id + "/log/search?q=ready", "")
                    .body()
                    .contains("\"hit\":true"));
    return id;
  }

  private long finished(String build) {
    long id = api.deploy(api.createApp(build, ""));
    api.awaitEnd(id);
    return id;
  }

  /** The raw log as it grows, with little room for what is not read yet. */
  private Socket follow(long id) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    String request =
        "GET /api/deployments/%d/log?follow=true HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n"
            .formatted(id, api.authorization());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
