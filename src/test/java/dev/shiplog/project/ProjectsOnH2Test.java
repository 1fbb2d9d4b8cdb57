package dev.shiplog.project;

import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

class ProjectsOnH2Test extends ProjectsContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }
}
