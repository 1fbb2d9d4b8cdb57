package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;

class LogWiringTest {

  @TempDir Path data;

  private ApplicationContextRunner application() {
    return new ApplicationContextRunner()
        .withUserConfiguration(Application.class)
        .withPropertyValues("shiplog.data-dir=" + data);
  }

  @Test
  void settingsHaveTheDefaultsOfTheContract() {
    application()
        .run(
            context ->
                assertThat(context.getBean(LogSettings.class))
                    .isEqualTo(
                        new LogSettings(
                            DataSize.ofKilobytes(64), DataSize.ofMegabytes(100), 10_000, false)));
  }

  @Test
  void settingsOutOfRangeStopTheStart() {
    for (String bad : List.of("max-line-bytes=1", "max-bytes=-1", "page-lines=0")) {
      application()
          .withPropertyValues("shiplog.log." + bad)
          .run(context -> assertThat(context).hasFailed());
    }
  }

  @Test
  void aListenerMayReadTheStoreThatNudgesIt() {
    application()
        .run(
            context -> {
              LogStore store = context.getBean(LogStore.class);
              byte[] line = "one\n".getBytes(StandardCharsets.UTF_8);
              try (LogAppender log = store.open(1, List.of())) {
                log.append(LogStream.STDOUT, line, 0, line.length);
              }
              assertThat(context.getBean(Follower.class).sizes)
                  .containsExactly(new LogSize(1, 4), new LogSize(1, 4));
              assertThat(data.resolve("logs/1.log")).hasContent("one\n");
              LogSearch search = context.getBean(LogSearch.class);
              assertThat(search.search(1, new LogSearch.Query("ONE", false, false, 0)).hits())
                  .isOne();
            });
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(LogSettings.class)
  @Import({FileLogStore.class, LogSearch.class, Follower.class})
  static class Application {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  static class Follower implements LogListener {

    private final List<LogSize> sizes = new ArrayList<>();
    private final LogStore store;

    Follower(LogStore store) {
      this.store = store;
    }

    @Override
    public void appended(long id) {
      sizes.add(store.size(id));
    }
  }
}
