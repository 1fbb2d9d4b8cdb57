package dev.shiplog.storage;

import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Locks the data directory and looks after the database's file before there is any bean that could
 * touch them.
 */
final class DataDirectoryInitializer
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment settings = context.getEnvironment();
    Path directory = Path.of(settings.getRequiredProperty("shiplog.data-dir"));
    DataDirectoryLock lock = DataDirectoryLock.take(directory);
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
}
