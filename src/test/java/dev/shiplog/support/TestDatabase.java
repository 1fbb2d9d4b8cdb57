package dev.shiplog.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Fresh databases with all migrations applied, so that one contract can be run on both engines: an
 * abstract test asks its subclass for the {@link DataSource}.
 */
public final class TestDatabase {

  private static final int CONNECTIONS = 8;
  private static final long IDLE_MILLIS = 10_000;

  private TestDatabase() {}

  /** A new database in memory, with the modes that the server's own URL has. */
  public static DataSource h2() {
    return h2("mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  /** A new database in a file there; asked the same twice, it looks twice. */
  public static DataSource h2(Path directory) {
    return h2("file:" + directory.resolve("shiplog") + ";WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=0");
  }

  private static DataSource h2(String where) {
    String url =
        "jdbc:h2:%s;MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            .formatted(where);
    return migrated(new MySqlServer.Access(url, "shiplog", "shiplog"));
  }

  /**
   * A new database on the MySQL of this JVM; the test needs {@link RequiresMySql}.
   *
   * @throws IllegalStateException if MySQL cannot run here
   */
  public static DataSource mySql() {
    try {
      return migrated(MySqlServer.shared().freshDatabase());
    } catch (SQLException e) {
      throw new IllegalStateException("MySQL refused a new database", e);
    }
  }

  private static DataSource migrated(MySqlServer.Access access) {
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl(access.url());
    settings.setUsername(access.username());
    settings.setPassword(access.password());
    settings.setMaximumPoolSize(CONNECTIONS);
    settings.setMinimumIdle(0);
    settings.setIdleTimeout(IDLE_MILLIS);
    DataSource database = new HikariDataSource(settings);
    Flyway.configure().dataSource(database).locations("classpath:db/migration").load().migrate();
    return database;
  }
}
