package dev.shiplog.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.api.ApiWorld.Person;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.project.App;
import dev.shiplog.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ApiServer
class DeploymentsApiTest {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

  @Autowired ApiWorld world;
  private Person owner;
  private App app;

  @BeforeEach
  void appInAProject() {
    owner = world.person();
    app = world.appOf(owner);
  }

  @Test
  void queuesADeployment() {
    ApiClient.Answer answer = create("{\"appId\": %d}").expect(201);
    JsonNode deployment = answer.data();
    assertThat(answer.header("Location"))
        .isEqualTo("/api/deployments/" + deployment.path("id").longValue());
    assertThat(answer.json().path("success").booleanValue()).isTrue();
    assertThat(answer.json().path("error").stringValue()).isEmpty();
    assertThat(deployment.path("app_id").longValue()).isEqualTo(app.id());
    assertThat(deployment.path("app_name").stringValue()).isEqualTo("shop");
    assertThat(deployment.path("number").intValue()).isEqualTo(1);
    assertThat(deployment.path("status").stringValue()).isEqualTo("pending");
    assertThat(deployment.path("stage").stringValue()).isEqualTo("pending");
    assertThat(deployment.path("progress").intValue()).isZero();
    assertThat(deployment.path("triggered_by").stringValue()).isEqualTo(owner.viewer().username());
    assertThat(deployment.path("created_at").stringValue()).matches(TIME);
    assertThat(create("{\"app_id\": %d}").expect(201).data().path("number").intValue())
        .isEqualTo(2);
  }

  @Test
  void aFormOfCurlIsReadAsJsonWithBasicSignIn() {
    String basic =
        Base64.getEncoder().encodeToString("root:rootpassword".getBytes(StandardCharsets.UTF_8));
    world
        .withHeaders(Map.of("Authorization", "Basic " + basic))
        .post("/api/deployments", "{\"appId\": " + app.id() + "}")
        .expect(201);
  }

  @Test
  void hasAllFieldsInOrderAndNullForWhatIsNotKnown() {
    JsonNode deployment = create("{\"appId\": %d}").data();
    assertThat(deployment.propertyNames())
        .containsExactly(
            "id",
            "app_id",
            "app_name",
            "number",
            "status",
            "stage",
            "failed_stage",
            "progress",
            "message",
            "error_message",
            "commit_hash",
            "commit_message",
            "commit_author",
            "triggered_by",
            "created_at",
            "started_at",
            "finished_at",
            "duration",
            "log_lines",
            "log_bytes");
    for (String unknown :
        List.of("failed_stage", "error_message", "commit_hash", "started_at", "duration")) {
      assertThat(deployment.path(unknown).isNull()).as(unknown).isTrue();
    }
  }

  @Test
  void showsAFailedDeployment() {
    Deployment running = world.building(owner, app, "one\ntwo\n");
    Deployment failed =
        world.finished(running, DeploymentStatus.FAILED, Optional.of("make ended with 2"));
    JsonNode deployment = owner.api().get("/api/deployments/" + failed.id()).expect(200).data();
    assertThat(deployment.path("status").stringValue()).isEqualTo("failed");
    assertThat(deployment.path("failed_stage").stringValue()).isEqualTo("building");
    assertThat(deployment.path("progress").intValue()).isEqualTo(50);
    assertThat(deployment.path("error_message").stringValue()).isEqualTo("make ended with 2");
    assertThat(deployment.path("commit_hash").stringValue()).startsWith("0123abcd");
    assertThat(deployment.path("commit_message").stringValue()).isEqualTo("Fix the door");
    assertThat(deployment.path("started_at").stringValue()).matches(TIME);
    assertThat(deployment.path("finished_at").stringValue()).matches(TIME);
    assertThat(deployment.path("duration").isIntegralNumber()).isTrue();
    assertThat(deployment.path("log_lines").longValue()).isEqualTo(2);
    assertThat(deployment.path("log_bytes").longValue()).isEqualTo(8);
  }

  @Test
  void countsTheLinesOfARunningDeployment() {
    Deployment running = world.building(owner, app, "one\ntwo\n");
    JsonNode deployment = owner.api().get("/api/deployments/" + running.id()).expect(200).data();
    assertThat(deployment.path("log_lines").longValue()).isEqualTo(2);
    assertThat(deployment.path("log_bytes").longValue()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                         | The field appId is missing.
          {"appId": null}            | The field appId is missing.
          {"appId": "one"}           | The value of appId has the wrong type.
          {"appId": "1"}             | The value of appId has the wrong type.
          {"appId": 1.9}             | The value of appId has the wrong type.
          {"appId": true}            | The value of appId has the wrong type.
          {"appId": 1, "commit": {}} | The value of commit has the wrong type.
          {"appId": 1, "commit": 7}  | The value of commit has the wrong type.
          {"appId": 1, "external": "yes"}    | The value of external has the wrong type.
          {"appID": 1}                | There is no field appID; did you mean appId?
          {"app-id": 1}               | There is no field app-id; did you mean appId?
          {"appId": 1, "comit": "v1"} | There is no field comit; did you mean commit?
          {"appId": 1, "Commit": "v1"}        | There is no field Commit; did you mean commit?
          {"appId": 1, "cmomit": "v1"}        | There is no field cmomit; did you mean commit?
          {"appId": 1, "extern": true}        | There is no field extern; did you mean external?
          {"appId": 1, "extrenal": true}      | There is no field extrenal; did you mean external?
          {"appId": 1, "ref": "v1"}           | Name the commit, branch or tag to deploy in the field commit.
          {"appId": 1, "branch": "release"}   | Name the commit, branch or tag to deploy in the field commit.
          {"appId": 1, "commit_hash": "abcd"} | Name the commit, branch or tag to deploy in the field commit.
          {"appId": 1, "commit": "", "sha": 7} | Name the commit, branch or tag to deploy in the field commit.
          {"appId": 1                | The body cannot be read. Send a JSON object with UTF-8 text.
          [1]                        | The body cannot be read. Send a JSON object with UTF-8 text.
          null                       | The body cannot be read. Send a JSON object with UTF-8 text.
          appId=1                    | The body cannot be read. Send a JSON object with UTF-8 text.
          ``                         | The body cannot be read. Send a JSON object with UTF-8 text.
          """)
  void refusesABadBody(String body, String message) {
    owner.api().post("/api/deployments", body).expectFailure(400, message);
  }

  @Test
  void refusesExternalDeploymentsUntilThereAreSome() {
    JsonNode answer =
        create("{\"appId\": %d, \"external\": true, \"commit_hash\": \"abcd\"}")
            .expectFailure(
                400,
                "This server does not take external deployments yet; leave external out to run the"
                    + " app's own commands.")
            .json();
    assertThat(answer.path("error").stringValue()).isEqualTo("external");
    assertThat(list("?appId=" + app.id()).path("total").intValue()).isZero();
    create("{\"appId\": %d, \"external\": false}").expect(201);
  }

  @Test
  void refusesWhatIsNoCommit() {
    JsonNode answer = create("{\"appId\": %d, \"commit\": \"--upload-pack=x\"}").expect(400).json();
    assertThat(answer.path("error").stringValue()).isEqualTo("commit");
  }

  @Test
  void ignoresUnknownFieldsAndAnEmptyCommit() {
    create("{\"appId\": %d, \"commit\": \"\", \"colour\": [1], \"comment\": \"x\"}").expect(201);
    create("{\"appId\": %d, \"comit\": null, \"ref\": null, \"tag\": \"\"}").expect(201);
    create("{\"appId\": %d, \"commit\": \"v1\", \"commit_hash\": \"abcd\"}").expect(201);
    create("{\"appId\": %d, \"commit_message\": \"Fix\", \"stage\": \"x\"}").expect(201);
  }

  @Test
  void aForeignAppLooksLikeNone() {
    Person stranger = world.person();
    ApiClient.Answer foreign =
        stranger.api().post("/api/deployments", "{\"appId\": " + app.id() + "}");
    ApiClient.Answer unknown = stranger.api().post("/api/deployments", "{\"appId\": 987654321}");
    foreign.expectFailure(404, "app not found");
    assertThat(foreign.bytes()).isEqualTo(unknown.expect(404).bytes());
  }

  @Test
  void theSameIdempotencyKeyReturnsTheSameDeployment() {
    ApiClient api = owner.api().with("Idempotency-Key", "try-1");
    String body = "{\"appId\": " + app.id() + ", \"commit\": \"main\"}";
    ApiClient.Answer first = api.post("/api/deployments", body).expect(201);
    ApiClient.Answer again = api.post("/api/deployments", body).expect(201);
    assertThat(again.bytes()).isEqualTo(first.bytes());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(list("?appId=" + app.id()).path("total").intValue()).isEqualTo(1);
  }

  @Test
  void anIdempotencyKeyIsForOneRequestOnly() {
    ApiClient api = owner.api().with("Idempotency-Key", "try-2");
    api.post("/api/deployments", "{\"appId\": " + app.id() + "}").expect(201);
    String message = "This Idempotency-Key came with a different request before; use a new key.";
    api.post("/api/deployments", "{\"appId\": " + world.appOf(owner).id() + "}")
        .expectFailure(409, message);
    api.post("/api/deployments", "{\"appId\": " + app.id() + ", \"commit\": \"v1\"}")
        .expectFailure(409, message);
  }

  @Test
  void listsNewestFirstInPages() {
    List<Long> ids =
        List.of(
            world.succeeded(owner, app, "").id(),
            world.succeeded(owner, app, "").id(),
            world.queued(owner, app).id());
    JsonNode first = list("?appId=" + app.id() + "&size=2");
    assertThat(ids(first)).containsExactly(ids.get(2), ids.get(1));
    assertThat(first.path("page").intValue()).isEqualTo(1);
    assertThat(first.path("size").intValue()).isEqualTo(2);
    assertThat(first.path("total").intValue()).isEqualTo(3);
    assertThat(ids(list("?app_id=" + app.id() + "&size=2&page=2"))).containsExactly(ids.get(0));
    assertThat(ids(list("?status=success"))).containsExactly(ids.get(1), ids.get(0));
    assertThat(ids(list("?appId=987654321"))).isEmpty();
  }

  @Test
  void listsOnlyWhatOneMaySee() {
    long id = world.queued(owner, app).id();
    assertThat(ids(world.person().api().get("/api/deployments").expect(200).data())).isEmpty();
    assertThat(ids(world.administrator().api().get("/api/deployments").data())).contains(id);
  }

  @ParameterizedTest
  @CsvSource({"status,done", "page,0", "page,x", "size,0", "size,201", "appId,one"})
  void refusesABadFilter(String name, String value) {
    String path = "/api/deployments?" + name + "=" + value;
    JsonNode answer = owner.api().get(path).expect(400).json();
    assertThat(answer.path("message").stringValue()).isNotEmpty();
    assertThat(answer.path("error").stringValue()).isEqualTo(name);
  }

  @Test
  void stopsAQueuedDeploymentAtOnce() {
    Deployment queued = world.queued(owner, app);
    String path = "/api/deployments/" + queued.id() + "/stop";
    JsonNode stopped = owner.api().post(path, "").expect(200).data();
    assertThat(stopped.path("status").stringValue()).isEqualTo("stopped");
    assertThat(stopped.path("failed_stage").stringValue()).isEqualTo("pending");
    owner
        .api()
        .post(path, "")
        .expectFailure(409, "deployment " + queued.id() + " is already finished");
  }

  @Test
  void asksARunningDeploymentToStop() {
    Deployment running = world.building(owner, app, "");
    ApiClient.Answer answer =
        owner.api().post("/api/deployments/" + running.id() + "/stop", "").expect(200);
    assertThat(answer.data().path("status").stringValue()).isEqualTo("building");
  }

  @Test
  void redeploysTheSameCommit() {
    Deployment before = world.succeeded(owner, app, "");
    ApiClient.Answer answer =
        owner.api().post("/api/deployments/" + before.id() + "/redeploy", "").expect(201);
    long id = answer.data().path("id").longValue();
    assertThat(id).isGreaterThan(before.id());
    assertThat(answer.header("Location")).isEqualTo("/api/deployments/" + id);
    assertThat(answer.data().path("number").intValue()).isEqualTo(2);
    assertThat(world.deployment(id).requestedCommit()).isEqualTo(before.commitHash());
  }

  @Test
  void aForeignDeploymentLooksLikeNoneEverywhere() {
    Deployment finished = world.succeeded(owner, app, "secret\n");
    Person stranger = world.person();
    for (String path : List.of("", "/log", "/log/search?q=a")) {
      same404(stranger, "GET", finished.id(), path);
    }
    same404(stranger, "POST", finished.id(), "/stop");
    same404(stranger, "POST", finished.id(), "/redeploy");
  }

  @Test
  void membersMayDeployAndStop() {
    Person member = world.person();
    Project project = world.projectOf(app);
    world.addMember(owner, project, member);
    ApiClient.Answer created =
        member.api().post("/api/deployments", "{\"appId\": " + app.id() + "}").expect(201);
    member.api().post(created.header("Location") + "/stop", "").expect(200);
  }

  @Test
  void nobodyMustAuthenticate() {
    world.nobody().get("/api/deployments").expectFailure(401, "Authentication required");
    world.nobody().post("/api/deployments", "{}").expectFailure(401, "Authentication required");
  }

  @Test
  void anIdThatIsNoNumberIsRefusedInTheEnvelope() {
    owner.api().get("/api/deployments/abc").expectFailure(400, "The value of id cannot be read.");
  }

  private ApiClient.Answer create(String body) {
    return owner.api().post("/api/deployments", body.formatted(app.id()));
  }

  private JsonNode list(String query) {
    return owner.api().get("/api/deployments" + query).expect(200).data();
  }

  private static List<Long> ids(JsonNode page) {
    return page.path("items").valueStream().map(item -> item.path("id").longValue()).toList();
  }

  private static void same404(Person stranger, String method, long id, String path) {
    ApiClient.Answer foreign = stranger.api().call(method, "/api/deployments/" + id + path, "");
    foreign.expectFailure(404, "deployment not found");
    ApiClient.Answer unknown =
        stranger.api().call(method, "/api/deployments/987654321" + path, "").expect(404);
    assertThat(foreign.bytes()).isEqualTo(unknown.bytes());
  }
}
