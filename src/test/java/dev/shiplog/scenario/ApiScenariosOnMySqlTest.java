package dev.shiplog.scenario;

import dev.shiplog.support.MySqlServer;
import dev.shiplog.support.RequiresMySql;
import java.sql.SQLException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The same scenarios with the whole server on MySQL, chosen by the datasource's URL as an operator
 * would.
 */
@RequiresMySql
class ApiScenariosOnMySqlTest extends ApiScenariosTest {

  @DynamicPropertySource
  static void mySql(DynamicPropertyRegistry registry) throws SQLException {
    MySqlServer.Access access = MySqlServer.shared().freshDatabase();
    registry.add("spring.datasource.url", access::url);
    registry.add("spring.datasource.username", access::username);
    registry.add("spring.datasource.password", access::password);
  }
}
