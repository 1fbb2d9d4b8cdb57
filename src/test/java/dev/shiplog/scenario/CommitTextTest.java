package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
import dev.shiplog.support.WireClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a commit's author wrote does not turn or hide what stands around it on our pages. */
class CommitTextTest extends ShiplogTest {

  private static final String SUBJECT = "Fix \u202etxt.exe\u200b\u0007";

  @Autowired private JdbcClient jdbc;

  @Test
  void isIsolatedAndItsInvisibleCharactersAreMarked() {
    long app = api().createApp("echo built", "true");
    long id = api().deploy(app);
    api().awaitEnd(id);
    jdbc.sql(
            "UPDATE deployments SET commit_hash = ?, commit_message = ?, commit_author = ? WHERE id = ?")
        .params("0123abcd".repeat(5), SUBJECT, "Ada \u2067A", id)
        .update();
    WireClient reader = new WireClient(address(), ADMIN, PASSWORD);
    String deployment = "/deployments/" + id;
    for (String path :
        List.of(
            deployment, deployment + "?view=print", "/deployments?app=" + app, "/apps/" + app)) {
      assertThat(WireClient.text(reader.get(path)))
          .as(path)
          .contains("<bdi>Fix ‹U+202E›txt.exe‹U+200B›‹U+0007›</bdi>")
          .doesNotContain("\u202e", "\u200b", "\u0007", "\u2067");
    }
    assertThat(WireClient.text(reader.get(deployment))).contains("<bdi>Ada ‹U+2067›A</bdi>");
  }
}
