package dev.shiplog.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prepares the pool for what a database in a file goes through with its disk. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

  /** Before the pool opens its first connection. */
  @Bean
  static BeanPostProcessor poolOnDisk(ObjectProvider<DiskSpace> disk) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
            && DatabaseFile.at(String.valueOf(pool.getJdbcUrl())).isPresent()) {
          prepare(pool, disk.getObject());
        }
        return bean;
      }
    };
  }

  /** From then on the database is what this server makes of it. */
  @Bean
  static FlywayMigrationStrategy migration(@Value("${spring.datasource.url}") String url) {
    return flyway -> {
      flyway.migrate();
      DatabaseWriter.present()
          .ifPresent(writer -> DatabaseFile.at(url).ifPresent(file -> file.changed(writer)));
    };
  }

  static void prepare(HikariDataSource pool, DiskSpace disk) {
    pool.setExceptionOverride(new ClosedDatabase(pool, disk));
    pool.setDataSource(
        new WriteGuard(
            new DriverDataSource(
                pool.getJdbcUrl(),
                pool.getDriverClassName(),
                pool.getDataSourceProperties(),
                pool.getUsername(),
                pool.getPassword()),
            disk));
  }
}
