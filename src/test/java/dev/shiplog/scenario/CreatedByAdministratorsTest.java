package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Api;
import dev.shiplog.support.OwnShiplog;
import dev.shiplog.support.ShiplogTest;
import dev.shiplog.support.WireClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on which only administrators make projects and apps, and which reads it from a file. */
class CreatedByAdministratorsTest {

  private static final String USER = "grace";

  @TempDir private Path directory;

  @Test
  void aMemberDeploysButMakesNothing() throws Exception {
    Path settings = Files.createDirectory(directory.resolve("settings"));
    Files.writeString(settings.resolve("shiplog.apps.created-by"), "administrators");
    try (OwnShiplog server =
        OwnShiplog.start(
            directory.resolve("data"), "--spring.config.import=configtree:" + settings + "/")) {
      Api admin = server.api();
      admin.call("POST", "/api/users", Map.of("username", USER, "password", ShiplogTest.PASSWORD));
      long app = admin.createApp("echo hello", "");
      long project = admin.call("GET", "/api/apps/" + app, "").path("project_id").asLong();
      admin.call("PUT", "/api/projects/" + project + "/members/" + USER, "");
      Api member = new Api(server.address(), USER, ShiplogTest.PASSWORD);
      WireClient browser = new WireClient(server.address(), USER, ShiplogTest.PASSWORD);

      assertThat(member.send("POST", "/api/projects", "{\"name\":\"Mine\"}"))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(403))
          .satisfies(answer -> assertThat(answer.body()).contains("only administrators"));
      String wish = "{\"name\":\"mine\",\"projectId\":" + project + "}";
      assertThat(member.send("POST", "/api/apps", wish).statusCode()).isEqualTo(403);
      assertThat(browser.post("/", "/samples").statusCode()).isEqualTo(403);
      assertThat(browser.post("/", "/projects", "name", "Mine").statusCode()).isEqualTo(403);
      assertThat(browser.post("/", "/apps/new", "name", "mine").statusCode()).isEqualTo(403);
      assertThat(browser.get("/apps/new").statusCode()).isEqualTo(403);
      for (String page : new String[] {"/", "/projects", "/projects/" + project}) {
        assertThat(WireClient.text(browser.get(page)))
            .as(page)
            .doesNotContain("/apps/new", "New project", "Add two sample apps");
      }
      assertThat(member.awaitEnd(member.deploy(app)).path("status").asString())
          .isEqualTo("success");
      assertThat(
              WireClient.text(
                  new WireClient(server.address(), ShiplogTest.ADMIN, ShiplogTest.PASSWORD)
                      .get("/")))
          .contains("/apps/new");
    }
  }
}
