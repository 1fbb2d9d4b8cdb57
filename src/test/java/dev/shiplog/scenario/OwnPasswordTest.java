package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.Api;
import dev.shiplog.support.ShiplogTest;
import dev.shiplog.support.WireClient;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People change their own password, and hear what it ends and what it does not. */
class OwnPasswordTest extends ShiplogTest {

  private static final String OLD = "the old password";
  private static final String NEW = "a new password of mine";

  private final String username = "user-" + UUID.randomUUID();

  @BeforeEach
  void oneUser() {
    api().call("POST", "/api/users", Map.of("username", username, "password", OLD));
  }

  @Test
  void aNewPasswordEndsTheOtherSessionsAndNamesTheTokensThatLiveOn() {
    WireClient here = new WireClient(address(), username, OLD);
    WireClient elsewhere = new WireClient(address(), username, OLD);
    Api token = new Api(address(), username, OLD).withToken();

    assertThat(change(here, OLD, NEW).statusCode()).isEqualTo(302);

    assertThat(WireClient.text(here.get("/account")))
        .contains("Your password is changed")
        .contains("still work")
        .contains("<bdi>Tests</bdi>");
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
    assertThat(token.send("GET", "/api/tokens", "").statusCode()).isEqualTo(200);
    assertThat(status(OLD)).isEqualTo(401);
    assertThat(status(NEW)).isEqualTo(200);
  }

  @Test
  void itEndsTheTokensIfThatIsAskedFor() {
    WireClient here = new WireClient(address(), username, OLD);
    Api token = new Api(address(), username, OLD).withToken();

    change(here, OLD, NEW, "endTokens", "true");

    assertThat(WireClient.text(here.get("/account"))).contains("You have no API tokens.");
    assertThat(token.send("GET", "/api/tokens", "").statusCode()).isEqualTo(401);
  }

  @Test
  void thePresentPasswordIsAskedForAndAWeakOneRefused() {
    WireClient here = new WireClient(address(), username, OLD);

    HttpResponse<byte[]> wrong = change(here, "wrong", NEW);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(WireClient.text(wrong)).contains("id=\"current-error\"");
    HttpResponse<byte[]> weak = change(here, OLD, "password123");
    assertThat(weak.statusCode()).isEqualTo(400);
    assertThat(WireClient.text(weak)).contains("among those that are tried first");
    assertThat(status(OLD)).isEqualTo(200);
  }

  @Test
  void guessingThePresentPasswordIsSlowedDown() {
    WireClient here = new WireClient(address(), username, OLD);
    int status = 0;
    for (int i = 0; i < 6; i++) {
      status = change(here, "wrong " + i, NEW).statusCode();
    }
    assertThat(status).isEqualTo(429);
  }

  @Test
  void anAdministratorWhoResetsOneHearsWhichTokensLiveOn() {
    new Api(address(), username, OLD).withToken();
    String path = "/api/users/" + username;

    assertThat(api().send("PUT", path, "{\"password\":\"" + NEW + "\"}").body())
        .contains("These tokens still work: Tests");
    WireClient admin = new WireClient(address(), ADMIN, PASSWORD);
    admin.post("/users", "/users/" + username, "role", "USER", "password", OLD);
    assertThat(WireClient.text(admin.get("/users")))
        .contains("New password for " + username)
        .contains("<bdi>Tests</bdi>");
    assertThat(api().send("PUT", path, "{\"password\":\"" + NEW + "\",\"endTokens\":true}").body())
        .contains("\"User changed\"");
  }

  private HttpResponse<byte[]> change(
      WireClient client, String current, String password, String... more) {
    String[] fields = new String[4 + more.length];
    System.arraycopy(new String[] {"current", current, "password", password}, 0, fields, 0, 4);
    System.arraycopy(more, 0, fields, 4, more.length);
    return client.post("/account", "/account/password", fields);
  }

  private int status(String password) {
    return new Api(address(), username, password).send("GET", "/api/tokens", "").statusCode();
  }
}
