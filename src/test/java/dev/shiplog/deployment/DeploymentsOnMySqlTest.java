package dev.shiplog.deployment;

import dev.shiplog.support.RequiresMySql;
import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

@RequiresMySql
class DeploymentsOnMySqlTest extends DeploymentsContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.mySql();
  }
}
