package dev.shiplog.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import dev.shiplog.account.AccountTest;
import dev.shiplog.account.Accounts;
import dev.shiplog.account.Role;
import dev.shiplog.account.Viewer;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@AccountTest
class AccountsApiTests {

  private static final Viewer ROOT = new Viewer(1, "root", true);
  private static final RequestPostProcessor AS_ROOT = httpBasic("root", "rootpassword");

  @Autowired MockMvc mvc;
  @Autowired Accounts accounts;
  @Autowired JdbcClient jdbc;

  @Test
  void nobodyIsToldToAuthenticateInTheEnvelope() throws Exception {
    failure(mvc.perform(get("/api/users")), 401, "Authentication required")
        .andExpect(header().string("WWW-Authenticate", startsWith("Basic ")))
        .andExpect(jsonPath("$.error").value(""))
        .andExpect(jsonPath("$.data").doesNotExist());
    failure(mvc.perform(post("/api/users")), 401, "Authentication required");
    failure(mvc.perform(get("/api/no-such-thing")), 401, "Authentication required");
  }

  @Test
  void aBrowserIsNotMadeToAskForAPassword() throws Exception {
    mvc.perform(get("/api/users").cookie(new Cookie("JSESSIONID", "gone")))
        .andExpect(status().isUnauthorized())
        .andExpect(header().doesNotExist("WWW-Authenticate"));
  }

  @Test
  void wrongCredentialsAreRefusedAlike() throws Exception {
    for (String header : new String[] {"Bearer shl_wrong", "Basic ?", "Digest x", "Bearer", ""}) {
      failure(
          mvc.perform(get("/api/users").header("Authorization", header)),
          401,
          "Authentication required");
    }
    failure(
        mvc.perform(get("/api/users").with(httpBasic(unique(), "wrong"))),
        401,
        "Authentication required");
  }

  @Test
  void basicSignsInWithoutASession() throws Exception {
    mvc.perform(get("/api/users").with(AS_ROOT))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.success").value(true))
        .andExpect(jsonPath("$.data[*].username", hasItem("root")))
        .andExpect(result -> assertThat(result.getRequest().getSession(false)).isNull());
  }

  @Test
  void aTokenWorksUntilItIsRevoked() throws Exception {
    String created =
        mvc.perform(post("/api/tokens").with(AS_ROOT).content("{\"name\":\"CI\"}"))
            .andExpect(status().isCreated())
            .andExpect(header().string("Location", startsWith("/api/tokens/")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    String secret = JsonPath.read(created, "$.data.token");
    Number id = JsonPath.read(created, "$.data.id");
    assertThat(secret).matches("shl_[A-Za-z0-9_-]{43}");
    assertThat(jdbc.sql("SELECT hash FROM tokens").query(String.class).list())
        .allMatch(hash -> hash.matches("[0-9a-f]{64}"));

    String bearer = "Bearer " + secret;
    mvc.perform(get("/api/tokens").header("Authorization", bearer))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.data[0].name").value("CI"))
        .andExpect(jsonPath("$.data[0].created_at").exists())
        .andExpect(jsonPath("$.data[0].token").doesNotExist());
    mvc.perform(delete("/api/tokens/" + id).header("Authorization", bearer))
        .andExpect(status().isOk());
    failure(
        mvc.perform(get("/api/tokens").header("Authorization", bearer)),
        401,
        "Authentication required");
  }

  @Test
  void anothersTokenLooksLikeNone() throws Exception {
    String name = user();
    String created =
        mvc.perform(post("/api/tokens").with(AS_ROOT).content("{\"name\":\"mine\"}"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    Number id = JsonPath.read(created, "$.data.id");
    var asUser = httpBasic(name, "longpassword");
    failure(mvc.perform(delete("/api/tokens/" + id).with(asUser)), 404, "token not found");
    failure(mvc.perform(delete("/api/tokens/999999").with(asUser)), 404, "token not found");
    failure(
        mvc.perform(delete("/api/tokens/abc").with(asUser)),
        400,
        "The value of id cannot be read.");
  }

  @Test
  void administratorsManageUsers() throws Exception {
    String name = unique();
    String body = "{\"username\":\"" + name.toUpperCase(Locale.ROOT) + "\",";
    mvc.perform(
            post("/api/users")
                .with(AS_ROOT)
                .contentType("application/x-www-form-urlencoded")
                .content(body + "\"password\":\"longpassword\",\"role\":\"USER\"}"))
        .andExpect(status().isCreated())
        .andExpect(header().string("Location", "/api/users/" + name))
        .andExpect(jsonPath("$.data.username").value(name))
        .andExpect(jsonPath("$.data.role").value("USER"))
        .andExpect(content().string(not(containsString("password"))));
    mvc.perform(put("/api/users/" + name).with(AS_ROOT).content("{\"role\":\"ADMIN\"}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.data.role").value("ADMIN"));
    mvc.perform(get("/api/users").with(httpBasic(name, "longpassword"))).andExpect(status().isOk());
    mvc.perform(delete("/api/users/" + name).with(AS_ROOT)).andExpect(status().isOk());
    failure(mvc.perform(delete("/api/users/" + name).with(AS_ROOT)), 404, "user not found");
  }

  @Test
  void othersMayNotManageUsers() throws Exception {
    var asUser = httpBasic(user(), "longpassword");
    String refusal = "Only administrators may manage users.";
    failure(mvc.perform(get("/api/users").with(asUser)), 403, refusal);
    failure(mvc.perform(post("/api/users").with(asUser).content("{}")), 403, refusal);
    failure(mvc.perform(put("/api/users/root").with(asUser).content("{}")), 403, refusal);
    failure(mvc.perform(delete("/api/users/root").with(asUser)), 403, refusal);
  }

  @Test
  void invalidInputNamesItsField() throws Exception {
    String[][] cases = {
      {"{\"username\":\"../x\",\"password\":\"longpassword\"}", "username"},
      {"{\"username\":\"x\",\"password\":\"short\"}", "password"},
      {"{\"username\":\"x\",\"passwrd\":\"longpassword\"}", "passwrd"},
      {"{\"username\":\"x\",\"password\":\"" + "é".repeat(37) + "\"}", "password"},
      {"{\"username\":\"x\",\"password\":\"longpassword\",\"role\":\"KING\"}", "role"},
      {"{}", "username"}
    };
    for (String[] it : cases) {
      mvc.perform(post("/api/users").with(AS_ROOT).content(it[0]))
          .andExpect(status().isBadRequest())
          .andExpect(jsonPath("$.error").value(it[1]));
    }
  }

  @Test
  void whatCannotBeServedIsSaidInTheEnvelope() throws Exception {
    failure(
        mvc.perform(post("/api/users").with(AS_ROOT).content("{nonsense")),
        400,
        "The body cannot be read. Send a JSON object with UTF-8 text.");
    failure(
        mvc.perform(get("/api/no-such-thing").with(AS_ROOT)),
        404,
        "There is nothing at this address.");
    failure(
            mvc.perform(patch("/api/users").with(AS_ROOT).content("{}")),
            405,
            containsString("does not take that method"))
        .andExpect(header().string("Allow", containsString("POST")));
    failure(
        mvc.perform(get(URI.create("/api/%2e%2e;x/users")).with(AS_ROOT)),
        400,
        "The address or a header is malformed.");
  }

  @Test
  void aTakenNameIsAConflict() throws Exception {
    failure(
        mvc.perform(
            post("/api/users")
                .with(AS_ROOT)
                .content("{\"username\":\"Root\",\"password\":\"longpassword\"}")),
        409,
        "There is already a user named root.");
  }

  @Test
  void aCookieNeedsItsCsrfTokenOnWritesAndAHeaderDoesNot() throws Exception {
    MockHttpSession session =
        (MockHttpSession)
            mvc.perform(
                    post("/login")
                        .with(csrf())
                        .param("username", "root")
                        .param("password", "rootpassword"))
                .andReturn()
                .getRequest()
                .getSession();
    mvc.perform(get("/api/tokens").session(session)).andExpect(status().isOk());
    String body = "{\"name\":\"from a cookie\"}";
    failure(
        mvc.perform(post("/api/tokens").session(session).content(body)),
        403,
        containsString("CSRF token"));
    failure(
        mvc.perform(
            post("/api/tokens").session(session).header("X-CSRF-TOKEN", "foreign").content(body)),
        403,
        containsString("CSRF token"));
    mvc.perform(post("/api/tokens").session(session).with(csrf().asHeader()).content(body))
        .andExpect(status().isCreated());
    mvc.perform(post("/api/tokens").session(session).with(AS_ROOT).content(body))
        .andExpect(status().isCreated());
    failure(
        mvc.perform(
            post("/api/tokens")
                .session(session)
                .header("Authorization", "Bearer shl_wrong")
                .content(body)),
        401,
        "Authentication required");
  }

  @Test
  void aPasswordThatABrowserRemembersDoesNotReplaceTheCsrfToken() throws Exception {
    failure(
        mvc.perform(
            post("/api/tokens")
                .with(AS_ROOT)
                .header("Origin", "https://elsewhere.example")
                .content("{\"name\":\"x\"}")),
        403,
        containsString("CSRF token"));
  }

  @Test
  void guessingIsSlowedDownForThatUserAndAddressOnly() throws Exception {
    String name = user();
    for (int i = 0; i < 5; i++) {
      failure(
          mvc.perform(get("/api/tokens").with(httpBasic(name, "wrong"))),
          401,
          "Authentication required");
    }
    failure(
            mvc.perform(get("/api/tokens").with(httpBasic(name, "longpassword"))),
            429,
            containsString("Too many failed attempts"))
        .andExpect(header().exists("Retry-After"));
    RequestPostProcessor elsewhere =
        it -> {
          it.setRemoteAddr("192.0.2.7");
          return it;
        };
    mvc.perform(get("/api/tokens").with(httpBasic(name, "longpassword")).with(elsewhere))
        .andExpect(status().isOk());
    mvc.perform(get("/api/tokens").with(AS_ROOT)).andExpect(status().isOk());
  }

  @Test
  void responsesCarryTheStrictHeaders() throws Exception {
    mvc.perform(get("/api/users").secure(true))
        .andExpect(header().string("Content-Security-Policy", containsString("script-src 'self'")))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("X-Frame-Options", "DENY"))
        .andExpect(header().string("Referrer-Policy", "same-origin"))
        .andExpect(header().exists("Strict-Transport-Security"));
  }

  private String user() {
    return accounts.create(ROOT, unique(), "longpassword", Role.USER).username();
  }

  private static String unique() {
    return "u" + UUID.randomUUID();
  }

  private static ResultActions failure(ResultActions result, int status, String message)
      throws Exception {
    return failure(result, status, equalTo(message));
  }

  private static ResultActions failure(ResultActions result, int status, Matcher<String> message)
      throws Exception {
    return result
        .andExpect(status().is(status))
        .andExpect(content().contentTypeCompatibleWith("application/json"))
        .andExpect(jsonPath("$.success").value(false))
        .andExpect(jsonPath("$.message", message));
  }
}
