package dev.shiplog.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

class ListPlansOnH2Test extends ListPlansContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }

  @Override
  String plan(Connection connection, Recorded.Query query) throws SQLException {
    try (PreparedStatement statement = explain(connection, "EXPLAIN ANALYZE", query);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Override
  void assertFromIndexes(Recorded.Query query, String plan) {
    assertThat(plan).doesNotContain("deployments.tableScan");
    if (query.sql().contains("ORDER BY d.")) {
      assertThat(plan).contains("index sorted").doesNotContain("/* public.PRIMARY_KEY");
    }
  }
}
