package dev.shiplog.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives each server of the tests a data directory of its own, which no other one has locked. A
 * random word in a property would be another one for each who reads it.
 */
public final class OwnDataDirectory
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try {
      String directory = Files.createTempDirectory("shiplog-test-").toString();
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("data", Map.of("shiplog.data-dir", directory)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Before the directory is locked. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
