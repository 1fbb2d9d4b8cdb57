package dev.shiplog.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shiplog.problem.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

class GitProtocolsTest {

  private final ApplicationContextRunner server =
      new ApplicationContextRunner().withUserConfiguration(Rules.class);

  @Test
  void takesHttpsHttpSshAndGitByDefault() {
    server.run(
        context ->
            assertThat(context.getBean(GitProtocols.class).gitProtocols())
                .containsExactly("https", "http", "ssh", "git"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shiplog.runner.git-protocols=https,ssh",
        "shiplog.runner.git-protocols[0]=https;shiplog.runner.git-protocols[1]=ssh",
        "shiplog.runner.gitProtocols=https, ssh"
      })
  void appIsSavedWithAListedProtocolOnlyHoweverTheListIsWritten(String setting) {
    server
        .withPropertyValues(setting.split(";"))
        .run(
            context -> {
              AppRules rules = context.getBean(AppRules.class);
              assertThat(rules.check(Repositories.settings("web", "https://example.org/x")))
                  .isNotNull();
              assertThatExceptionOfType(InvalidInputException.class)
                  .isThrownBy(
                      () -> rules.check(Repositories.settings("web", "http://example.org/x")))
                  .withMessageContaining("allowed are https, ssh");
            });
  }

  @Test
  void refusesProtocolsThatWouldRunCommands() {
    server
        .withPropertyValues("shiplog.runner.git-protocols=file")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("shiplog.runner.git-protocols"));
  }

  @EnableConfigurationProperties(GitProtocols.class)
  @Import(AppRules.class)
  static class Rules {}
}
