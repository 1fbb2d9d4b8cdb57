package dev.shiplog.support;

import javax.sql.DataSource;

@RequiresMySql
class SchemaOnMySqlTest extends SchemaContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.mySql();
  }
}
