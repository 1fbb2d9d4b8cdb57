package dev.shiplog.project;

import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

class SecretsAtRestOnH2Test extends SecretsAtRestContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }
}
