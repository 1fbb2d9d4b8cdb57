package dev.shiplog.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.shiplog.account.AccountTest;
import dev.shiplog.account.Accounts;
import dev.shiplog.account.Role;
import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.NotFoundException;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

@AccountTest
class SignInPagesTests {

  private static final Viewer ROOT = new Viewer(1, "root", true);

  @Autowired MockMvc mvc;
  @Autowired Accounts accounts;

  @Test
  void signingInLeadsToTheWantedPage() throws Exception {
    Cookie wanted =
        mvc.perform(get("/tokens?from=mail"))
            .andExpect(redirectedUrl("/login"))
            .andReturn()
            .getResponse()
            .getCookie("REDIRECT_URI");
    MockHttpSession session =
        (MockHttpSession)
            mvc.perform(login("root", "rootpassword").cookie(wanted))
                .andExpect(redirectedUrl("/tokens?from=mail"))
                .andReturn()
                .getRequest()
                .getSession();
    mvc.perform(get("/tokens").session(session)).andExpect(status().isOk());
    mvc.perform(get("/login").session(session)).andExpect(redirectedUrl("/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "///elsewhere.example/",
        "/tokens\r\nX: y",
        "javascript:alert(1)",
        "tokens",
        "",
        "%"
      })
  void signingInLeadsNowhereElse(String forged) throws Exception {
    String value = Base64.getEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));
    mvc.perform(login("root", "rootpassword").cookie(new Cookie("REDIRECT_URI", value)))
        .andExpect(redirectedUrl("/"));
  }

  @Test
  void aWrongPasswordIsSaidInWordsAndNotRepeated() throws Exception {
    mvc.perform(login("root\"><b>", "wrong-password"))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("<title>Error: Sign in – Shiplog</title>")))
        .andExpect(content().string(containsString("id=\"errors\" role=\"alert\"")))
        .andExpect(content().string(containsString("The username or password is not right.")))
        .andExpect(content().string(containsString("value=\"root&quot;&gt;&lt;b&gt;\"")))
        .andExpect(content().string(not(containsString("wrong-password"))));
  }

  @Test
  void guessingIsSlowedDown() throws Exception {
    String name = user("longpassword");
    for (int i = 0; i < 5; i++) {
      mvc.perform(login(name, "wrong")).andExpect(status().isBadRequest());
    }
    mvc.perform(login(name, "longpassword"))
        .andExpect(status().isTooManyRequests())
        .andExpect(header().exists("Retry-After"))
        .andExpect(content().string(containsString("Too many failed attempts")));
  }

  @Test
  void everyFormNeedsItsCsrfToken() throws Exception {
    MockHttpSession session = signedIn("root", "rootpassword");
    String[] forms = {"/login", "/logout", "/tokens", "/tokens/1/delete"};
    String[] more = {"/setup", "/users", "/users/root", "/users/root/delete"};
    for (String[] paths : new String[][] {forms, more}) {
      for (String path : paths) {
        mvc.perform(post(path).session(session)).andExpect(status().isForbidden());
        mvc.perform(post(path).session(session).with(csrf().useInvalidToken()))
            .andExpect(status().isForbidden());
      }
    }
    mvc.perform(get("/tokens").session(session)).andExpect(status().isOk());
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    MockHttpSession session = signedIn("root", "rootpassword");
    mvc.perform(get("/logout").session(session))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("name=\"_csrf\"")));
    mvc.perform(post("/logout").session(session).with(csrf()))
        .andExpect(redirectedUrl("/login?signedOut"));
    assertThat(session.isInvalid()).isTrue();
    mvc.perform(get("/login?signedOut"))
        .andExpect(content().string(containsString("You are signed out.")));
  }

  @Test
  void aDeletedUsersSessionEnds() throws Exception {
    String name = user("longpassword");
    MockHttpSession session = signedIn(name, "longpassword");
    mvc.perform(get("/tokens").session(session)).andExpect(status().isOk());
    accounts.delete(ROOT, name);
    mvc.perform(get("/tokens").session(session)).andExpect(redirectedUrl("/login"));
    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void aNewPasswordEndsOtherSessionsButNotTheOneItWasSetIn() throws Exception {
    String name = user("longpassword");
    accounts.change(ROOT, name, Optional.empty(), Optional.of(Role.ADMIN));
    MockHttpSession here = signedIn(name, "longpassword");
    MockHttpSession elsewhere = signedIn(name, "longpassword");
    mvc.perform(
            post("/users/" + name)
                .session(here)
                .with(csrf())
                .param("role", "ADMIN")
                .param("password", "anotherpassword"))
        .andExpect(redirectedUrl("/users"));
    mvc.perform(get("/tokens").session(here)).andExpect(status().isOk());
    mvc.perform(get("/tokens").session(elsewhere)).andExpect(redirectedUrl("/login"));
    accounts.delete(ROOT, name);
  }

  @Test
  void administratorsManageUsersWithForms() throws Exception {
    MockHttpSession session = signedIn("root", "rootpassword");
    String name = "u" + UUID.randomUUID();
    var form = post("/users").session(session).with(csrf()).param("username", name);
    mvc.perform(form.param("password", "short"))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("<title>Error: Users")))
        .andExpect(content().string(containsString("href=\"#password\"")))
        .andExpect(content().string(containsString("value=\"" + name + "\"")))
        .andExpect(content().string(not(containsString("value=\"short\""))));
    var again = post("/users").session(session).with(csrf()).param("username", name);
    mvc.perform(again.param("password", "longpassword")).andExpect(redirectedUrl("/users"));
    mvc.perform(get("/users").session(session))
        .andExpect(content().string(containsString("Delete " + name)));
    mvc.perform(
            post("/users/" + name)
                .session(session)
                .with(csrf())
                .param("role", "USER")
                .param("password", "short"))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("href=\"#password-" + name + "\"")));
    mvc.perform(post("/users/" + name + "/delete").session(session).with(csrf()))
        .andExpect(redirectedUrl("/users"));
    mvc.perform(post("/users/root/delete").session(session).with(csrf()))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("last administrator")));
  }

  @Test
  void othersAreKeptFromUsers() throws Exception {
    MockHttpSession session = signedIn(user("longpassword"), "longpassword");
    mvc.perform(get("/users").session(session)).andExpect(status().isForbidden());
    mvc.perform(post("/users/root/delete").session(session).with(csrf()))
        .andExpect(status().isForbidden());
  }

  @Test
  void aTokenIsShownOnceAndRevoked() throws Exception {
    MockHttpSession session = signedIn(user("longpassword"), "longpassword");
    mvc.perform(post("/tokens").session(session).with(csrf()).param("name", " "))
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("href=\"#name\"")));
    ResultActions created =
        mvc.perform(post("/tokens").session(session).with(csrf()).param("name", "<i>CI</i>"))
            .andExpect(redirectedUrl("/tokens"))
            .andExpect(flash().attributeExists("secret"));
    String secret = (String) created.andReturn().getFlashMap().get("secret");
    mvc.perform(get("/tokens").session(session))
        .andExpect(content().string(containsString(secret)));
    String page =
        mvc.perform(get("/tokens").session(session))
            .andExpect(content().string(not(containsString(secret))))
            .andExpect(content().string(containsString("&lt;i&gt;CI&lt;/i&gt;")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    String revoke = page.replaceAll("(?s).*action=\"(/tokens/\\d+/delete)\".*", "$1");
    mvc.perform(post(revoke).session(session).with(csrf())).andExpect(redirectedUrl("/tokens"));
    mvc.perform(get("/tokens").session(session))
        .andExpect(content().string(containsString("You have no tokens.")));
    mvc.perform(post(revoke).session(session).with(csrf())).andExpect(status().isNotFound());
  }

  @Test
  void whatNobodyMaySeeAsksToSignInAndASocketIsRefused() throws Exception {
    mvc.perform(get("/")).andExpect(redirectedUrl("/login"));
    mvc.perform(get("/deployments/1")).andExpect(redirectedUrl("/login"));
    mvc.perform(get("/deployments/1/stream")).andExpect(status().isUnauthorized());
    mvc.perform(get("/setup")).andExpect(status().isNotFound());
    mvc.perform(get("/actuator/health")).andExpect(status().isOk());
  }

  @Test
  void pagesCarryTheStrictHeaders() throws Exception {
    mvc.perform(get("/login").secure(true))
        .andExpect(
            header().string("Content-Security-Policy", containsString("frame-ancestors 'none'")))
        .andExpect(header().string("Content-Security-Policy", not(containsString("unsafe"))))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"))
        .andExpect(header().string("X-Frame-Options", "DENY"))
        .andExpect(header().string("Referrer-Policy", "same-origin"))
        .andExpect(header().exists("Strict-Transport-Security"));
  }

  private String user(String password) {
    return accounts.create(ROOT, "u" + UUID.randomUUID(), password, Role.USER).username();
  }

  private MockHttpSession signedIn(String username, String password) throws Exception {
    var request = mvc.perform(login(username, password)).andReturn().getRequest();
    return (MockHttpSession) request.getSession();
  }

  private static MockHttpServletRequestBuilder login(String username, String password) {
    return post("/login").with(csrf()).param("username", username).param("password", password);
  }

  /** Stands in for the pages' own translation of problems. */
  @TestConfiguration
  @ControllerAdvice
  static class Problems {

    @ExceptionHandler(ForbiddenException.class)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    void forbidden() {}

    @ExceptionHandler(NotFoundException.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    void notFound() {}
  }
}
