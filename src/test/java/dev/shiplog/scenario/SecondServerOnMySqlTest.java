package dev.shiplog.scenario;

import dev.shiplog.support.MySqlServer;
import dev.shiplog.support.RequiresMySql;
import java.sql.SQLException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With MySQL nothing but the lock keeps two servers apart. */
@RequiresMySql
class SecondServerOnMySqlTest extends SecondServerTest {

  @DynamicPropertySource
  static void mySql(DynamicPropertyRegistry registry) throws SQLException {
    MySqlServer.Access access = MySqlServer.shared().freshDatabase();
    registry.add("spring.datasource.url", access::url);
    registry.add("spring.datasource.username", access::username);
    registry.add("spring.datasource.password", access::password);
  }
}
