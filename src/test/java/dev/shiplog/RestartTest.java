package dev.shiplog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A server that has run out of memory ends, wherever we say how it is started. */
class RestartTest {

  private static final String OPTION = "-XX:+ExitOnOutOfMemoryError";

  @Test
  void theBuildAndTheReadmeStartItSo() {
    assertThat(Path.of("pom.xml")).content().contains("<jvmArguments>" + OPTION);
    assertThat(Path.of("README.md")).content().contains("java " + OPTION + " -jar");
  }
}
