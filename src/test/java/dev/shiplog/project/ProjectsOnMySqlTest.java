package dev.shiplog.project;

import dev.shiplog.support.RequiresMySql;
import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

@RequiresMySql
class ProjectsOnMySqlTest extends ProjectsContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.mySql();
  }
}
