package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RunnerSettingsTest {

  @Test
  void hasTheDefaultsOfTheContract() {
    assertThat(bind(Map.of()))
        .isEqualTo(new RunnerSettings(2, Duration.ofHours(1), Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource({"concurrency,0", "timeout,0s", "timeout,-1s", "grace,-1s"})
  void refusesWhatCannotWork(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("shiplog.runner." + key, value)))
        .isInstanceOf(BindException.class)
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageContaining("shiplog.runner." + key);
  }

  private static RunnerSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("shiplog.runner", RunnerSettings.class);
  }
}
