package dev.shiplog.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.ShiplogApplication;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

/** Whoever has the server's machine gets back in. */
class PasswordResetTest {

  @TempDir private Path data;

  @Test
  void theCommandGivesAnAdministratorANewPasswordAndTellsWhichTokensLiveOn() {
    try (ConfigurableApplicationContext server = server()) {
      Viewer root =
          new Viewer(server.getBean(Accounts.class).find("root").orElseThrow().id(), "root", true);
      server.getBean(Tokens.class).create(root, "CI server");
    }

    String said = reset("root");

    assertThat(said).startsWith("0 ").contains("still work: CI server");
    Matcher password = Pattern.compile("password of root is (\\S+)").matcher(said);
    assertThat(password.find()).isTrue();
    try (ConfigurableApplicationContext server = server()) {
      assertThat(
              server
                  .getBean(AuthenticationManager.class)
                  .authenticate(
                      UsernamePasswordAuthenticationToken.unauthenticated(
                          "root", password.group(1)))
                  .isAuthenticated())
          .isTrue();
    }
    assertThat(reset("nobody")).startsWith("1 ").contains("There is no user named nobody");
    assertThat(reset("--x")).startsWith("1 ").contains("reset-password NAME");
  }

  private ConfigurableApplicationContext server() {
    return new SpringApplicationBuilder(ShiplogApplication.class)
        .run(
            "--server.port=0",
            "--shiplog.data-dir=" + data,
            "--shiplog.admin.username=root",
            "--shiplog.admin.password=a lost password");
  }

  private String reset(String name) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] args = {PasswordReset.COMMAND, name, "--shiplog.data-dir=" + data};
    int exit = PasswordReset.run(args, new PrintStream(said, true, StandardCharsets.UTF_8));
    return exit + " " + said.toString(StandardCharsets.UTF_8);
  }
}
