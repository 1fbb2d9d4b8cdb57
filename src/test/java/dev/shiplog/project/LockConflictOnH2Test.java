package dev.shiplog.project;

import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;

class LockConflictOnH2Test extends LockConflictContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }

  @Override
  String waiting() {
    return "SELECT COUNT(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
  }
}
