package dev.shiplog.project;

import dev.shiplog.support.RequiresMySql;
import dev.shiplog.support.TestDatabase;
import java.io.Closeable;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.core.simple.JdbcClient;

@RequiresMySql
class LockConflictOnMySqlTest extends LockConflictContract {

  /** New connections wait a second for a lock, not 50. */
  @Override
  DataSource freshDatabase() {
    setGlobal("innodb_lock_wait_timeout = 1");
    return TestDatabase.mySql();
  }

  @AfterEach
  void restore() {
    setGlobal("innodb_lock_wait_timeout = DEFAULT");
  }

  @Override
  String waiting() {
    return "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";
  }

  private static void setGlobal(String setting) {
    DataSource database = TestDatabase.mySql();
    JdbcClient.create(database).sql("SET GLOBAL " + setting).update();
    try {
      ((Closeable) database).close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
