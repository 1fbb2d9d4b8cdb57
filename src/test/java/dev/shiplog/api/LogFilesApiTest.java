package dev.shiplog.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.api.ApiWorld.Person;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.project.App;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ApiServer
class LogFilesApiTest {

  private static final String LOG = "one\ntwo\nthree\nfour";

  @Autowired ApiWorld world;
  private Person owner;
  private App app;

  @BeforeEach
  void appInAProject() {
    owner = world.person();
    app = world.appOf(owner);
  }

  @Test
  void sendsTheBytesAsTheyCame() {
    byte[] log = new byte[70_000];
    for (int i = 0; i < log.length; i++) {
      log[i] = (byte) (i * 31);
    }
    Deployment finished = world.succeeded(owner, app, log);
    ApiClient.Answer answer = owner.api().get(path(finished)).expect(200);
    assertThat(answer.bytes()).isEqualTo(log);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.header("Content-Length")).isEqualTo("70000");
  }

  @Test
  void sendsTheLinesSoFarOfARunningDeployment() {
    Deployment running = world.building(owner, app, "one\n");
    ApiClient.Answer first = owner.api().get(path(running)).expect(200);
    assertThat(first.text()).isEqualTo("one\n");
    assertThat(first.header("ETag")).isEmpty();
    world.write(running.id(), "two\n".getBytes(StandardCharsets.UTF_8));
    assertThat(owner.api().get(path(running)).text()).isEqualTo("one\ntwo\n");
    assertThat(owner.api().with("Range", "bytes=4-").get(path(running)).expect(206).text())
        .isEqualTo("two\n");
  }

  @Test
  void isEmptyBeforeTheFirstLine() {
    assertThat(owner.api().get(path(world.queued(owner, app))).expect(200).bytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0, 3",
    "bytes=4-4, 4, 4",
    "bytes=14-, 14, 17",
    "bytes=-4, 14, 17",
    "bytes=-99, 0, 17",
    "bytes=4-999, 4, 17"
  })
  void sendsARangeOfBytes(String range, int first, int last) {
    Deployment finished = world.succeeded(owner, app, LOG);
    ApiClient.Answer answer = owner.api().with("Range", range).get(path(finished)).expect(206);
    assertThat(answer.text()).isEqualTo(LOG.substring(first, last + 1));
    assertThat(answer.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/18");
    assertThat(answer.header("Content-Length")).isEqualTo("" + (last - first + 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=18-", "bytes=99-100", "bytes=-0"})
  void refusesARangeBehindTheEnd(String range) {
    Deployment finished = world.succeeded(owner, app, LOG);
    ApiClient.Answer answer = owner.api().with("Range", range).get(path(finished)).expect(416);
    assertThat(answer.header("Content-Range")).isEqualTo("bytes */18");
    assertThat(answer.json().path("success").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "bytes=5-1", "lines=1-2", "nonsense"})
  void ignoresARangeThatIsNotOneOfBytes(String range) {
    Deployment finished = world.succeeded(owner, app, LOG);
    assertThat(owner.api().with("Range", range).get(path(finished)).expect(200).text())
        .isEqualTo(LOG);
  }

  @ParameterizedTest
  @CsvSource({
    "?from=2, 1, 4",
    "?to=2, 0, 2",
    "?from=2&to=3, 1, 3",
    "?from=9, 4, 4",
    "?to=99, 0, 4"
  })
  void sendsTheLinesAskedFor(String query, int first, int end) {
    Deployment finished = world.succeeded(owner, app, LOG);
    String expected = String.join("", Arrays.asList(LOG.split("(?<=\n)")).subList(first, end));
    assertThat(owner.api().get(path(finished) + query).expect(200).text()).isEqualTo(expected);
  }

  @Test
  void aRangeCountsWithinTheLinesAskedFor() {
    Deployment finished = world.succeeded(owner, app, LOG);
    ApiClient.Answer answer =
        owner.api().with("Range", "bytes=-3").get(path(finished) + "?from=2&to=2").expect(206);
    assertThat(answer.text()).isEqualTo("wo\n");
    assertThat(answer.header("Content-Range")).isEqualTo("bytes 1-3/4");
  }

  @ParameterizedTest
  @CsvSource({"?from=0, from", "?from=x, from", "?from=3&to=2, to", "?to=-1, to"})
  void refusesLinesThatCannotBe(String query, String field) {
    Deployment finished = world.succeeded(owner, app, LOG);
    JsonNode answer = owner.api().get(path(finished) + query).expect(400).json();
    assertThat(answer.path("error").stringValue()).isEqualTo(field);
  }

  @Test
  void aFinishedLogIsNotSentTwice() {
    Deployment finished = world.succeeded(owner, app, LOG);
    String etag = owner.api().get(path(finished)).header("ETag");
    assertThat(etag).matches("\"[^\"]+\"");
    ApiClient.Answer again =
        owner.api().with("If-None-Match", etag).get(path(finished)).expect(304);
    assertThat(again.bytes()).isEmpty();
    assertThat(again.header("ETag")).isEqualTo(etag);
    assertThat(again.header("Cache-Control")).isEqualTo("private, no-cache");
    owner.api().with("If-None-Match", "\"other\"").get(path(finished)).expect(200);
  }

  @Test
  void continuesADownloadOnlyOfTheSameLog() {
    Deployment finished = world.succeeded(owner, app, LOG);
    String etag = owner.api().get(path(finished)).header("ETag");
    ApiClient rest = owner.api().with("Range", "bytes=4-");
    rest.with("If-Range", etag).get(path(finished)).expect(206);
    rest.with("If-Range", "\"other\"").get(path(finished)).expect(200);
  }

  @Test
  void tellsTheSizeWithoutTheBody() {
    Deployment finished = world.succeeded(owner, app, LOG);
    ApiClient.Answer answer =
        owner.api().with("Range", "bytes=4-").call("HEAD", path(finished), "").expect(200);
    assertThat(answer.header("Content-Length")).isEqualTo("18");
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void aForeignLogLooksLikeNone() {
    Deployment finished = world.succeeded(owner, app, LOG);
    Person stranger = world.person();
    stranger.api().get(path(finished)).expectFailure(404, "deployment not found");
    stranger.api().get(path(finished) + "/search?q=one").expectFailure(404, "deployment not found");
    world.nobody().get(path(finished)).expectFailure(401, "Authentication required");
  }

  @Test
  void findsLinesWithTheirNumbersAndContext() {
    Deployment finished = world.succeeded(owner, app, "one\nTWO\nthree\nfour\ntwo\n");
    JsonNode found = search(finished, "?q=two&context=1").expect(200).data();
    assertThat(found.path("items").valueStream().map(JsonNode::toString))
        .containsExactly(
            item(1, "one", false),
            item(2, "TWO", true),
            item(3, "three", false),
            item(4, "four", false),
            item(5, "two", true));
    assertThat(found.path("hits").intValue()).isEqualTo(2);
    assertThat(found.path("more").booleanValue()).isFalse();
    assertThat(found.path("timed_out").booleanValue()).isFalse();
    assertThat(search(finished, "?q=two&case=true").data().path("hits").intValue()).isEqualTo(1);
    assertThat(search(finished, "?q=t.o&regex=true").data().path("hits").intValue()).isEqualTo(2);
    assertThat(search(finished, "?q=t.o").data().path("items").isEmpty()).isTrue();
  }

  @Test
  void searchesTheLinesSoFar() {
    Deployment running = world.building(owner, app, "one\ntwo\n");
    assertThat(search(running, "?q=two").expect(200).data().path("hits").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'', q",
    "?q=, q",
    "?q=(&regex=true, q",
    "?q=a&regex=maybe, regex",
    "?q=a&context=11, context",
    "?q=a&context=x, context"
  })
  void refusesASearchThatCannotBe(String query, String field) {
    Deployment finished = world.succeeded(owner, app, LOG);
    JsonNode answer = search(finished, query).expect(400).json();
    assertThat(answer.path("error").stringValue()).isEqualTo(field);
    assertThat(answer.path("message").stringValue()).isNotEmpty();
  }

  private ApiClient.Answer search(Deployment deployment, String query) {
    return owner.api().get(path(deployment) + "/search" + query);
  }

  private static String item(int number, String text, boolean hit) {
    return "{\"number\":%d,\"text\":\"%s\",\"stream\":\"stdout\",\"hit\":%b}"
        .formatted(number, text, hit);
  }

  private static String path(Deployment deployment) {
    return "/api/deployments/" + deployment.id() + "/log";
  }
}
