package dev.shiplog.deployment;

import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

class DeploymentsOnH2Test extends DeploymentsContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }
}
