package dev.shiplog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.shiplog.problem.NotFoundException;
import dev.shiplog.site.PublicAddress;
import dev.shiplog.support.OwnDataDirectory;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@SpringBootTest
@AutoConfigureMockMvc
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
@ExtendWith(OutputCaptureExtension.class)
@ContextConfiguration(initializers = OwnDataDirectory.class)
@TestPropertySource(
    properties = {
      "spring.datasource.url=jdbc:h2:mem:${random.uuid};MODE=MySQL;DATABASE_TO_LOWER=TRUE;"
          + "CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1"
    })
class FirstStartTests {

  @Autowired MockMvc mvc;
  @Autowired FirstStart firstStart;
  @Autowired Accounts accounts;

  @Test
  void whoeverReadsTheLogCreatesTheAdministratorOnce() throws Exception {
    mvc.perform(get("/")).andExpect(redirectedUrl("/setup"));
    mvc.perform(get("/login")).andExpect(redirectedUrl("/setup"));
    mvc.perform(get("/setup"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Set-up code")));

    setUp("WRONG", "Boss", "longpassword")
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("<title>Error: Set up")))
        .andExpect(content().string(containsString("href=\"#code\"")))
        .andExpect(content().string(containsString("value=\"Boss\"")))
        .andExpect(content().string(not(containsString("longpassword"))));
    setUp(firstStart.code(), "Boss", "short")
        .andExpect(status().isBadRequest())
        .andExpect(content().string(containsString("href=\"#password\"")));
    assertThat(accounts.isEmpty()).isTrue();

    String typed = firstStart.code().toLowerCase(Locale.ROOT).replace('-', ' ');
    MockHttpSession session =
        (MockHttpSession)
            setUp(typed, "Boss", "longpassword")
                .andExpect(redirectedUrl("/"))
                .andReturn()
                .getRequest()
                .getSession();

    mvc.perform(get("/users").session(session)).andExpect(status().isOk());
    mvc.perform(get("/login")).andExpect(status().isOk());
    assertThatThrownBy(firstStart::requireOpen).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> firstStart.createAdministrator(firstStart.code(), "second", "longpassword"))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void theCodeIsPrintedWithTheAddress(CapturedOutput output) {
    firstStart.printCode();
    assertThat(output).contains("/setup").contains(firstStart.code());
  }

  @Test
  void halfAnAdministratorOrAShortPasswordStopsTheStart() {
    assertThatThrownBy(() -> start("root", "")).hasMessageContaining("or neither");
    assertThatThrownBy(() -> start("", "longpassword")).hasMessageContaining("or neither");
    assertThatThrownBy(() -> start("root", "short"))
        .hasMessageContaining("shiplog.admin.password: Enter a password of at least 10");
    start("root", "longpassword");
    start("another", "ignored, as there is a user already");
    assertThat(accounts.find("root")).isPresent();
    assertThat(accounts.find("another")).isEmpty();
  }

  private void start(String username, String password) {
    new FirstStart(
            accounts,
            new AdminSettings(username, password),
            new PublicAddress(""),
            new MockEnvironment())
        .afterSingletonsInstantiated();
  }

  private ResultActions setUp(String code, String username, String password) throws Exception {
    return mvc.perform(
        post("/setup")
            .with(csrf())
            .param("code", code)
            .param("username", username)
            .param("password", password));
  }
}
