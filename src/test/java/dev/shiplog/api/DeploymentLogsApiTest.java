package dev.shiplog.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.api.ApiWorld.Person;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.project.App;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ApiServer
class DeploymentLogsApiTest {

  private static final String PATH = "/api/deployments/logs";

  @Autowired ApiWorld world;
  private Person owner;
  private App app;

  @BeforeEach
  void appInAProject() {
    owner = world.person();
    app = world.appOf(owner);
  }

  @Test
  void returnsAFinishedDeploymentWithItsWholeLog() {
    String log = "Step 1 \"quoted\" \\ \t\u001b[32mgreen\u001b[0m\r\nStep 2: grüße 🚢\nno end";
    Deployment finished = world.succeeded(owner, app, log);
    ApiClient.Answer answer = logs(finished.id()).expect(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().propertyNames())
        .containsExactly("success", "data", "message", "error");
    assertThat(answer.json().path("success").booleanValue()).isTrue();
    assertThat(answer.json().path("message").stringValue())
        .isEqualTo("Deployment logs retrieved successfully");
    assertThat(answer.json().path("error").stringValue()).isEmpty();
    assertThat(answer.data().path("logs").stringValue()).isEqualTo(log);
    JsonNode alone = owner.api().get("/api/deployments/" + finished.id()).data();
    assertThat(answer.data().path("deployment")).isEqualTo(alone);
    assertThat(alone.path("progress").intValue()).isEqualTo(100);
  }

  @Test
  void returnsFailedAndStoppedDeploymentsToo() {
    Deployment failed =
        world.finished(
            world.building(owner, app, "boom\n"), DeploymentStatus.FAILED, Optional.of("2"));
    assertThat(logs(failed.id()).expect(200).data().path("logs").stringValue()).isEqualTo("boom\n");
    Deployment queued = world.queued(owner, app);
    owner.api().post("/api/deployments/" + queued.id() + "/stop", "").expect(200);
    assertThat(logs(queued.id()).expect(200).data().path("logs").stringValue()).isEmpty();
  }

  @Test
  void replacesWhatIsNotUtf8() {
    byte[] log = {'a', (byte) 0xff, 'b', (byte) 0xc3, '\n'};
    Deployment finished = world.succeeded(owner, app, log);
    assertThat(logs(finished.id()).data().path("logs").stringValue()).isEqualTo("a\ufffdb\ufffd\n");
  }

  @Test
  void keepsCharactersWholeWhereBuffersEnd() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (int i = 0; i < 40_000; i++) {
      log.writeBytes((i % 7 == 0 ? "x🚢\n" : "é🚢🚢").getBytes(StandardCharsets.UTF_8));
    }
    Deployment finished = world.succeeded(owner, app, log.toByteArray());
    assertThat(logs(finished.id()).data().path("logs").stringValue())
        .isEqualTo(log.toString(StandardCharsets.UTF_8));
  }

  @Test
  void refersToTheSocketWhileItRuns() {
    String answer =
        "{\"success\":false,\"message\":\"deployment is still in progress, use WebSocket endpoint\","
            + "\"error\":\"\"}";
    Deployment running = world.building(owner, app, "one\n");
    assertThat(logs(running.id()).expect(400).text()).isEqualTo(answer);
    Deployment queued = world.queued(owner, app);
    assertThat(logs(queued.id()).expect(400).text()).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?id=",
        "?id=0",
        "?id=-1",
        "?id=abc",
        "?id=1.5",
        "?id=%2B1",
        "?id=1&id=2",
        "?id=0x1",
        "?id=99999999999999999999"
      })
  void refusesWhatIsNoId(String query) {
    owner.api().get(PATH + query).expectFailure(400, "invalid deployment id");
  }

  @Test
  void nobodyMustAuthenticate() {
    world.nobody().get(PATH + "?id=1").expectFailure(401, "Authentication required");
    world.nobody().get(PATH).expectFailure(401, "Authentication required");
  }

  @Test
  void aForeignDeploymentLooksLikeNone() {
    Person stranger = world.person();
    ApiClient.Answer unknown = stranger.api().get(PATH + "?id=987654321");
    unknown.expectFailure(404, "deployment not found");
    Deployment finished = world.succeeded(owner, app, "secret\n");
    Deployment running = world.building(owner, app, "secret\n");
    for (Deployment foreign : new Deployment[] {finished, running}) {
      ApiClient.Answer answer = stranger.api().get(PATH + "?id=" + foreign.id()).expect(404);
      assertThat(answer.bytes()).isEqualTo(unknown.bytes());
    }
  }

  @Test
  void membersAndAdministratorsMayRead() {
    Deployment finished = world.succeeded(owner, app, "shared\n");
    Person member = world.person();
    world.addMember(owner, world.projectOf(app), member);
    member.api().get(PATH + "?id=" + finished.id()).expect(200);
    world.administrator().api().get(PATH + "?id=" + finished.id()).expect(200);
  }

  private ApiClient.Answer logs(long id) {
    return owner.api().get(PATH + "?id=" + id);
  }
}
