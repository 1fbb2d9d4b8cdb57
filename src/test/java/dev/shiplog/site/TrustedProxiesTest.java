package dev.shiplog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TrustedProxiesTest {

  @Test
  void areNoneUnlessNamed() {
    assertThat(bind(Map.of()).trustedProxies()).isEmpty();
    assertThat(bind(Map.of("shiplog.trusted-proxies", "")).trustedProxies()).isEmpty();
  }

  @Test
  void areAddressesAndNetworks() {
    assertThat(bind(Map.of("shiplog.trusted-proxies", "127.0.0.1, 10.0.0.0/8,::1")))
        .isEqualTo(new TrustedProxies(List.of("127.0.0.1", "10.0.0.0/8", "::1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.org", ".*", "10\\.\\d+\\.\\d+\\.\\d+", "10.0.0.0/99"})
  void refusesWhatIsNeither(String proxy) {
    assertThatThrownBy(() -> bind(Map.of("shiplog.trusted-proxies", proxy)))
        .isInstanceOf(BindException.class)
        .hasStackTraceContaining("shiplog.trusted-proxies must be addresses or networks");
  }

  private static TrustedProxies bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("shiplog", TrustedProxies.class);
  }
}
