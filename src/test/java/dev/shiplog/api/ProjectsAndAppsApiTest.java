package dev.shiplog.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.api.ApiWorld.Person;
import dev.shiplog.project.App;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ApiServer
class ProjectsAndAppsApiTest {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

  @Autowired ApiWorld world;
  private Person owner;

  @BeforeEach
  void person() {
    owner = world.person();
  }

  @Test
  void aProjectIsCreatedRenamedAndDeleted() {
    ApiClient.Answer created = owner.api().post("/api/projects", "{\"name\":\" Shop \"}");
    JsonNode project = created.expect(201).data();
    String path = "/api/projects/" + project.path("id").longValue();
    assertThat(created.header("Location")).isEqualTo(path);
    assertThat(project.propertyNames())
        .containsExactly("id", "name", "owner", "members", "created_at");
    assertThat(project.path("name").stringValue()).isEqualTo("Shop");
    assertThat(project.path("owner").stringValue()).isEqualTo(owner.viewer().username());
    assertThat(project.path("members").isEmpty()).isTrue();
    assertThat(project.path("created_at").stringValue()).matches(TIME);

    owner.api().put(path, "{\"name\":\"Store\"}").expect(200);
    assertThat(owner.api().get(path).expect(200).data().path("name").stringValue())
        .isEqualTo("Store");
    assertThat(owner.api().get("/api/projects").expect(200).data().size()).isEqualTo(1);
    owner.api().delete(path).expect(200);
    owner.api().get(path).expectFailure(404, "project not found");
  }

  @Test
  void aProjectWithAppsIsNotDeleted() {
    App app = world.appOf(owner);
    owner
        .api()
        .delete("/api/projects/" + app.projectId())
        .expectFailure(409, "the project still has apps; delete them first");
  }

  @Test
  void membersComeAndGo() {
    Person member = world.person();
    String path = "/api/projects/" + world.projectOf(owner).id();
    String membership = path + "/members/" + member.viewer().username();
    member.api().get(path).expect(404);
    JsonNode project = owner.api().put(membership, "").expect(200).data();
    assertThat(project.path("members").get(0).stringValue()).isEqualTo(member.viewer().username());
    owner.api().put(membership, "").expect(200);
    member.api().get(path).expect(200);
    member.api().delete(membership).expect(403);
    member.api().put(path, "{\"name\":\"Mine\"}").expect(403);
    assertThat(owner.api().delete(membership).expect(200).data().path("members").isEmpty())
        .isTrue();
    member.api().get(path).expect(404);
    owner.api().delete(path + "/members/no-such-user").expect(200);
    JsonNode unknown = owner.api().put(path + "/members/no-such-user", "").expect(200).data();
    assertThat(unknown.path("members").get(0).stringValue()).isEqualTo("no-such-user");
    owner.api().put(path + "/members/no%20name", "").expect(400);
  }

  @Test
  void aForeignProjectOrAppLooksLikeNone() {
    App app = world.appOf(owner);
    for (String method : List.of("GET", "PUT", "DELETE")) {
      sameAsUnknown(method, "/api/projects/", app.projectId(), "{\"name\":\"x\"}");
      sameAsUnknown(method, "/api/apps/", app.id(), "{\"name\":\"x\"}");
    }
    sameMessage(id -> "{\"name\":\"x\",\"projectId\":" + id + "}", app.projectId());
    assertThat(world.person().api().get("/api/apps").expect(200).data().isEmpty()).isTrue();
  }

  @Test
  void anAppIsCreatedWithFieldsInEitherCase() {
    long project = world.projectOf(owner).id();
    ApiClient.Answer camel =
        owner
            .api()
            .post(
                "/api/apps",
                """
                {"projectId": %d, "name": "camel", "repository": "https://u:pw@host/a.git",
                 "branch": "main", "buildCommand": "make", "deployCommand": "make install",
                 "environment": {"A": "1"}, "secrets": {"B": "hidden", "A_KEY": "hidden"},
                 "timeoutSeconds": 60, "unknown": [1]}
                """
                    .formatted(project));
    JsonNode app = camel.expect(201).data();
    assertThat(camel.header("Location")).isEqualTo("/api/apps/" + app.path("id").longValue());
    assertThat(app.propertyNames())
        .containsExactly(
            "id",
            "project_id",
            "project_name",
            "name",
            "repository",
            "branch",
            "build_command",
            "deploy_command",
            "environment",
            "secret_names",
            "timeout_seconds",
            "created_at");
    assertThat(app.path("repository").stringValue()).isEqualTo("https://***@host/a.git");
    assertThat(app.path("environment").toString()).isEqualTo("{\"A\":\"1\"}");
    assertThat(app.path("secret_names").toString()).isEqualTo("[\"A_KEY\",\"B\"]");
    assertThat(app.path("created_at").stringValue()).matches(TIME);
    assertThat(camel.text()).doesNotContain("hidden", "pw");

    String snake =
        """
        {"project_id": %d, "name": "snake", "build_command": "b", "deploy_command": "d",
         "timeout_seconds": 7}
        """;
    JsonNode other = owner.api().post("/api/apps", snake.formatted(project)).expect(201).data();
    assertThat(other.path("project_id").longValue()).isEqualTo(project);
    assertThat(other.path("build_command").stringValue()).isEqualTo("b");
    assertThat(other.path("deploy_command").stringValue()).isEqualTo("d");
    assertThat(other.path("timeout_seconds").intValue()).isEqualTo(7);
    assertThat(owner.api().get("/api/apps").expect(200).data().size()).isEqualTo(2);
  }

  @Test
  void aPutReplacesAllButSecrets() {
    long id =
        app("\"branch\":\"next\",\"environment\":{\"A\":\"1\"},\"secrets\":{\"S\":\"a-secret\"}");
    JsonNode app = owner.api().put("/api/apps/" + id, "{\"name\":\"b\"}").expect(200).data();
    assertThat(app.path("name").stringValue()).isEqualTo("b");
    assertThat(app.path("branch").stringValue()).isEqualTo("main");
    assertThat(app.path("environment").isEmpty()).isTrue();
    assertThat(app.path("timeout_seconds").isNull()).isTrue();
    assertThat(world.secrets(id)).isEqualTo(Map.of("S", "a-secret"));
  }

  @Test
  void aPutWithSecretsReplacesThemAndNullKeepsOne() {
    long id =
        app("\"secrets\":{\"KEEP\":\"number-1\",\"CHANGE\":\"number-2\",\"DROP\":\"number-3\"}");
    String secrets = "{\"KEEP\":null,\"CHANGE\":\"number-two\",\"NEW\":\"number-4\"}";
    owner.api().put("/api/apps/" + id, "{\"name\":\"a\",\"secrets\":" + secrets + "}").expect(200);
    assertThat(world.secrets(id))
        .isEqualTo(Map.of("KEEP", "number-1", "CHANGE", "number-two", "NEW", "number-4"));
    owner.api().put("/api/apps/" + id, "{\"name\":\"a\",\"secrets\":{}}").expect(200);
    assertThat(world.secrets(id)).isEmpty();
    JsonNode refused =
        owner
            .api()
            .put("/api/apps/" + id, "{\"name\":\"a\",\"secrets\":{\"NONE\":null}}")
            .expect(400)
            .json();
    assertThat(refused.path("error").stringValue()).isEqualTo("secrets");
  }

  @Test
  void aRepositoryThatIsSentBackKeepsItsPassword() {
    long id = app("\"repository\":\"https://u:pw@host/a.git\"");
    String body = "{\"name\":\"a\",\"repository\":\"https://***@host/a.git\"}";
    owner.api().put("/api/apps/" + id, body).expect(200);
    assertThat(world.repository(id)).isEqualTo("https://u:pw@host/a.git");
  }

  @Test
  void anAppThatIsSentBackAsItCameStaysWhatItWas() {
    long id = app("\"repository\":\"https://u:pw@host/a.git\",\"secrets\":{\"B\":\"hidden\"}");
    ApiClient.Answer before = owner.api().get("/api/apps/" + id).expect(200);
    ApiClient.Answer after =
        owner.api().put("/api/apps/" + id, before.data().toString()).expect(200);
    assertThat(after.data()).isEqualTo(before.data());
    assertThat(world.repository(id)).isEqualTo("https://u:pw@host/a.git");
    assertThat(world.secrets(id)).isEqualTo(Map.of("B", "hidden"));
  }

  @Test
  void aRepositoryElsewhereDoesNotGetThePassword() {
    long id = app("\"repository\":\"https://u:pw@host/a.git\"");
    String body = "{\"name\":\"a\",\"repository\":\"https://***@elsewhere/a.git\"}";
    JsonNode answer = owner.api().put("/api/apps/" + id, body).expect(400).json();
    assertThat(answer.path("error").stringValue()).isEqualTo("repository");
    assertThat(world.repository(id)).isEqualTo("https://u:pw@host/a.git");
  }

  @Test
  void anAppStaysInItsProject() {
    App app = world.appOf(owner);
    String body = "{\"name\":\"a\",\"projectId\":%d}";
    owner.api().put("/api/apps/" + app.id(), body.formatted(app.projectId())).expect(200);
    owner
        .api()
        .put("/api/apps/" + app.id(), body.formatted(world.projectOf(owner).id()))
        .expectFailure(400, "An app stays in its project.");
  }

  @Test
  void anAppIsDeletedUnlessItIsDeployed() {
    App app = world.appOf(owner);
    world.succeeded(owner, app, "log\n");
    long running = world.building(owner, world.appOf(owner), "").appId();
    owner.api().delete("/api/apps/" + running).expect(409);
    owner.api().delete("/api/apps/" + app.id()).expect(200);
    owner.api().get("/api/apps/" + app.id()).expectFailure(404, "app not found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                | projectId
          {"projectId": 1.5}                                | projectId
          {"projectId": PROJECT}                            | name
          {"projectId": PROJECT, "name": " "}               | name
          {"projectId": PROJECT, "name": 5}                 | name
          {"projectId": PROJECT, "name": "a", "repository": "file:///etc"}       | repository
          {"projectId": PROJECT, "name": "a", "branch": "a b"}                   | branch
          {"projectId": PROJECT, "name": "a", "timeoutSeconds": 0}               | timeoutSeconds
          {"projectId": PROJECT, "name": "a", "timeoutSeconds": "1h"}            | timeoutSeconds
          {"projectId": PROJECT, "name": "a", "environment": {"A": null}}        | environment
          {"projectId": PROJECT, "name": "a", "environment": {"A": {}}}          | environment.A
          {"projectId": PROJECT, "name": "a", "environment": {"1A": "x"}}        | environment
          {"projectId": PROJECT, "name": "a", "secrets": {"LD_PRELOAD": "x"}}    | secrets
          {"projectId": PROJECT, "name": "a", "secrets": {"S": null}}            | secrets
          {"projectId": PROJECT, "name": "a", "build_comand": "make"}            | build_comand
          {"projectId": PROJECT, "name": "a", "buildcommand": "make"}            | buildcommand
          {"projectId": PROJECT, "name": "a", "env": {"A": "x"}}                 | env
          {"projectId": PROJECT, "name": "a", "secret": {"S": "hidden"}}         | secret
          {"projectId": PROJECT, "name": "a", "timeout": 60}                     | timeout
          {"projectId": PROJECT, "name": "a", "sandbox": "all"}                  | sandbox
          {"projectId": PROJECT, "name": "a", "repository": "https://***@h/a"}   | repository
          """)
  void refusesABadApp(String body, String field) {
    String id = String.valueOf(world.projectOf(owner).id());
    JsonNode answer = owner.api().post("/api/apps", body.replace("PROJECT", id)).expect(400).json();
    assertThat(answer.path("error").stringValue()).isEqualTo(field);
    assertThat(answer.path("message").stringValue()).isNotEmpty();
  }

  @Test
  void aProjectNeedsAName() {
    owner.api().post("/api/projects", "{}").expectFailure(400, "The field name is missing.");
    owner.api().post("/api/projects", "{\"name\":\" \"}").expect(400);
    owner.api().post("/api/projects", "{\"name\":[]}").expect(400);
  }

  @Test
  void nobodyMustAuthenticate() {
    world.nobody().get("/api/projects").expectFailure(401, "Authentication required");
    world.nobody().post("/api/apps", "{}").expectFailure(401, "Authentication required");
  }

  private long app(String settings) {
    String body =
        "{\"projectId\":%d,\"name\":\"a\",%s}".formatted(world.projectOf(owner).id(), settings);
    return owner.api().post("/api/apps", body).expect(201).data().path("id").longValue();
  }

  private void sameAsUnknown(String method, String path, long foreign, String body) {
    Person stranger = world.person();
    ApiClient.Answer answer = stranger.api().call(method, path + foreign, body).expect(404);
    ApiClient.Answer unknown = stranger.api().call(method, path + 987654321, body).expect(404);
    assertThat(answer.bytes()).isEqualTo(unknown.bytes());
  }

  private void sameMessage(UnaryOperator<String> body, long foreign) {
    Person stranger = world.person();
    ApiClient.Answer answer = stranger.api().post("/api/apps", body.apply("" + foreign));
    ApiClient.Answer unknown = stranger.api().post("/api/apps", body.apply("987654321"));
    answer.expectFailure(404, "project not found");
    assertThat(answer.bytes()).isEqualTo(unknown.expect(404).bytes());
  }
}
