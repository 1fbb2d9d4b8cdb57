package dev.shiplog.deployment;

import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

class DeploymentQueueOnH2Test extends DeploymentQueueContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }
}
