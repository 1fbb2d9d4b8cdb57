package dev.shiplog.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.log.LogAppender;
import dev.shiplog.log.LogSettings;
import dev.shiplog.log.LogStore;
import dev.shiplog.log.LogStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;

/** However a process's output is cut when it is stored, the page shows the same. */
class OutputInPiecesTest {

  private static final Instant NOW = Instant.parse("2026-01-02T10:00:00Z");

  @TempDir Path data;

  static Stream<Path> recordedLogs() throws IOException, URISyntaxException {
    Path logs = Path.of(OutputInPiecesTest.class.getResource("/logs").toURI());
    try (Stream<Path> files = Files.list(logs)) {
      return files.filter(file -> file.toString().endsWith(".raw")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordedLogs")
  void inOneGoByteByByteAndInBetween(Path recorded) throws IOException {
    byte[] log = Files.readAllBytes(recorded);
    new ApplicationContextRunner()
        .withUserConfiguration(Logs.class)
        .withPropertyValues("shiplog.data-dir=" + data, "shiplog.log.max-line-bytes=200B")
        .run(context -> check(log, context.getBean(LogStore.class)));
  }

  private static void check(byte[] log, LogStore store) {
    var random = new Random(log.length);
    for (List<String> secrets : List.of(List.<String>of(), List.of("https", "Step 2"))) {
      String whole = page(store, log, secrets, () -> log.length);
      assertThat(whole).contains("<li id=\"L1\"");
      assertThat(page(store, log, secrets, () -> 1)).isEqualTo(whole);
      for (int i = 0; i < 10; i++) {
        assertThat(page(store, log, secrets, () -> 1 + random.nextInt(100))).isEqualTo(whole);
      }
    }
  }

  private static String page(
      LogStore store, byte[] log, List<String> secrets, IntSupplier lengths) {
    store.delete(1);
    store(log, lengths, store.open(1, secrets));
    long lines = store.size(1).lines();
    var html = new StringBuilder();
    new LogRenderers(store)
        .html(Deployments.finished(DeploymentStatus.SUCCESS, NOW, lines), LogPart.whole(lines))
        .forEach(html::append);
    return html.toString();
  }

  private static void store(byte[] log, IntSupplier lengths, LogAppender appender) {
    try (appender) {
      int length;
      for (int at = 0; at < log.length; at += length) {
        length = Math.min(lengths.getAsInt(), log.length - at);
        appender.append(LogStream.STDOUT, log, at, length);
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(LogSettings.class)
  @ComponentScan(
      basePackageClasses = LogStore.class,
      useDefaultFilters = false,
      includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = LogStore.class))
  static class Logs {

    @Bean
    Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }
  }
}
