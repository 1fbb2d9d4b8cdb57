package dev.shiplog.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Locks the data directory and looks after the database's file before there is any bean that could
 * touch them.
 */
final class DataDirectoryInitializer
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger log = LoggerFactory.getLogger(DataDirectoryInitializer.class);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment settings = context.getEnvironment();
    Path directory = Path.of(settings.getRequiredProperty("shiplog.data-dir"));
    boolean isNew = Files.notExists(directory);
    DataDirectoryLock lock = DataDirectoryLock.take(directory);
    int mended = close(directory);
    if (mended > 0 && !isNew) {
      log.warn(
          "{} files in and with {} could be read or written by others; from now on only by"
              + " this user",
          mended,
          directory);
    }
    // The database's file is made meanwhile.
    context.addApplicationListener(new CloseWhenStarted(directory));
    // What is registered first is destroyed last.
    if (context.getBeanFactory() instanceof DefaultListableBeanFactory beans) {
      beans.registerDisposableBean("dataDirectoryLock", lock);
      Optional<String> writer = DatabaseWriter.present();
      DatabaseFile.at(settings.getRequiredProperty("spring.datasource.url"))
          .filter(file -> writer.isPresent())
          .ifPresent(
              file -> {
                file.prepareFor(writer.orElseThrow());
                beans.registerDisposableBean("databaseFile", file::undoChange);
              });
    }
  }

  private static int close(Path directory) {
    try {
      return OwnerOnly.mend(directory);
    } catch (IOException e) {
      log.warn(
          "Others may be able to read {}, and this user cannot change that; see who owns it: {}",
          directory,
          e.toString());
      return 0;
    }
  }

  private record CloseWhenStarted(Path directory)
      implements ApplicationListener<ApplicationStartedEvent> {

    @Override
    public void onApplicationEvent(ApplicationStartedEvent event) {
      close(directory);
    }
  }
}
