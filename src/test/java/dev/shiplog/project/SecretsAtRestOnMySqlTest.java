package dev.shiplog.project;

import dev.shiplog.support.RequiresMySql;
import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

@RequiresMySql
class SecretsAtRestOnMySqlTest extends SecretsAtRestContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.mySql();
  }
}
