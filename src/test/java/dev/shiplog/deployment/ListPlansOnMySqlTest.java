package dev.shiplog.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.RequiresMySql;
import dev.shiplog.support.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

@RequiresMySql
class ListPlansOnMySqlTest extends ListPlansContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.mySql();
  }

  @Override
  String plan(Connection connection, Recorded.Query query) throws SQLException {
    try (PreparedStatement statement = explain(connection, "EXPLAIN", query);
        ResultSet rows = statement.executeQuery()) {
      List<String> tables = new ArrayList<>();
      while (rows.next()) {
        tables.add(
            "%s: %s by %s, %s"
                .formatted(
                    rows.getString("table"),
                    rows.getString("type"),
                    rows.getString("key"),
                    Objects.requireNonNullElse(rows.getString("Extra"), "")));
      }
      return String.join("\n", tables);
    }
  }

  @Override
  void assertFromIndexes(Recorded.Query query, String plan) {
    String said = query.sql() + "\n" + plan;
    assertThat(plan)
        .as(said)
        .doesNotContain("d: ALL", "deployments: ALL", "by PRIMARY, Using where; Using");
    if (query.sql().contains("ORDER BY d.")) {
      // It may sort what it finds there, which is ids alone.
      assertThat(plan)
          .as(said)
          .contains("Using index")
          .doesNotContain("Using index condition", "temporary");
    }
  }
}
