package dev.shiplog.account;

import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

class AccountRacesOnH2Test extends AccountRaces {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }

  @Override
  int servers() {
    return 1;
  }
}
