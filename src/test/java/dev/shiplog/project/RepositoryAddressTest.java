package dev.shiplog.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shiplog.problem.InvalidInputException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://example.org/app.git",
        "http://example.org:8080/a/b",
        "https://user:pa%40ss@example.org/app.git",
        "https://[::1]:8443/app.git",
        "ssh://git@example.org:2222/~/app.git",
        "git://127.0.0.1/app.git",
        "git@example.org:team/app.git",
        "git@[::1]:app.git",
        "build-host:/srv/git/app.git",
        "https://example.org/ü.git"
      })
  void acceptsWhatGitFetchesFromTheNetwork(String address) {
    assertThat(RepositoryAddress.require(address)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ext::sh -c id",
        "ext::/bin/id",
        "ext::https://example.org/x",
        "git::/x",
        "fd::3",
        "file:///etc",
        "file:/etc",
        "FILE:/etc",
        "/etc",
        "./x",
        "../x",
        "x",
        "-x",
        "--upload-pack=id",
        "-oProxyCommand=id@host:x",
        "ssh://-oProxyCommand=id/x",
        "ssh://-oProxyCommand=id@host/x",
        "git@-oProxyCommand=id:x",
        "git@host:-x",
        "git@host::x",
        "https://example.org",
        "https:///x",
        "HTTPS://example.org/x",
        "ftp://example.org/x",
        "ssh+git://example.org/x",
        "https://example.org/a b",
        "https://example.org/a\nb",
        "https://example.org/a\u00a0b",
        "https://example.org/a\u0085b",
        "https://example.org/%0aHost:x",
        " https://example.org/x",
        "http:example.org"
      })
  void refusesTheRest(String address) {
    assertThatThrownBy(() -> RepositoryAddress.require(address))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("repository"));
  }

  @Test
  void refusesProtocolsThatAreNotAllowed() {
    Set<String> allowed = Set.of("https");
    assertThat(RepositoryAddress.require("https://example.org/x", allowed)).isNotEmpty();
    assertThatThrownBy(() -> RepositoryAddress.require("http://example.org/x", allowed))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> RepositoryAddress.require("git@example.org:x", allowed))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("allowed are https");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> RepositoryAddress.require("https://example.org/" + "x".repeat(1000)))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/x, https://example.org/x, ''",
    "https://ada:pa%2Fss@example.org/x, https://***@example.org/x, pa%2Fss pa/ss",
    "https://ghp_token@example.org/x, https://***@example.org/x, ghp_token",
    "https://token:x-oauth-basic@example.org/x, https://***@example.org/x, token",
    "https://example.org/a@b, https://example.org/a@b, ''",
    "ssh://git@example.org/x, ssh://git@example.org/x, ''",
    "ssh://git:pw@example.org/x, ssh://***@example.org/x, pw",
    "git@example.org:x, git@example.org:x, ''"
  })
  void hidesPasswords(String address, String masked, String secrets) {
    assertThat(RepositoryAddress.masked(address)).isEqualTo(masked);
    assertThat(String.join(" ", RepositoryAddress.secretsIn(address))).isEqualTo(secrets);
  }
}
