package dev.shiplog.account;

import dev.shiplog.support.RequiresMySql;
import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

@RequiresMySql
class AccountRacesOnMySqlTest extends AccountRaces {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.mySql();
  }

  @Override
  int servers() {
    return 2;
  }
}
