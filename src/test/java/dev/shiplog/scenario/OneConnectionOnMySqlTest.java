package dev.shiplog.scenario;

import dev.shiplog.support.MySqlServer;
import dev.shiplog.support.RequiresMySql;
import java.sql.SQLException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@RequiresMySql
class OneConnectionOnMySqlTest extends OneConnectionContract {

  @DynamicPropertySource
  static void mySql(DynamicPropertyRegistry registry) throws SQLException {
    MySqlServer.shared().freshDatabase().register(registry);
  }
}
