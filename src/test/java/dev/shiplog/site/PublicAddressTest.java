package dev.shiplog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class PublicAddressTest {

  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/users");

  @Test
  void isThatOfTheRequestUnlessSet() {
    request.setServerName("build7");
    request.setServerPort(8080);
    var unset = new PublicAddress(" ");

    assertThat(unset.of(request, "/users")).isEqualTo("http://build7:8080/users");
    assertThat(unset.origin(request)).isEqualTo("http://build7:8080");
    assertThat(unset.configured()).isEmpty();
    assertThat(unset.isTls()).isFalse();
    assertThat(new PublicAddress("https://deploy.example.org/ci/").of(request, "/users"))
        .isEqualTo("https://deploy.example.org/ci/users");
  }

  @ParameterizedTest
  @CsvSource({
    "deploy_1, 8080, http://deploy_1:8080",
    "Deploy.example.org, 80, http://deploy.example.org",
    "[::1], 8080, http://[::1]:8080"
  })
  void originOfARequestIsAsBrowsersWriteIt(String host, int port, String origin) {
    request.setServerName(host);
    request.setServerPort(port);
    assertThat(new PublicAddress("").origin(request)).isEqualTo(origin);
  }

  @ParameterizedTest
  @CsvSource({
    "https://deploy.example.org/, https://deploy.example.org, true",
    "HTTPS://Deploy.Example.org:443/ci, https://deploy.example.org, true",
    "https://deploy.example.org:8443, https://deploy.example.org:8443, true",
    "http://deploy.example.org:80, http://deploy.example.org, false",
    "http://[::1]:8080, http://[::1]:8080, false"
  })
  void originIsAsBrowsersWriteIt(String baseUrl, String origin, boolean tls) {
    var address = new PublicAddress(baseUrl);
    assertThat(address.origin(request)).isEqualTo(origin);
    assertThat(address.isTls()).isEqualTo(tls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"deploy.example.org", "ftp://deploy.example.org", "https:///x", "http://a b"})
  void whatIsNoAddressIsRefused(String baseUrl) {
    assertThatThrownBy(() -> new PublicAddress(baseUrl))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("shiplog.base-url must be an address like");
  }
}
