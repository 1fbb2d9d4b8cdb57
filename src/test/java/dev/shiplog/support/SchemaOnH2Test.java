package dev.shiplog.support;

import javax.sql.DataSource;

class SchemaOnH2Test extends SchemaContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }
}
