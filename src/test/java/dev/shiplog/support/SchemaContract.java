package dev.shiplog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the migrations must make of an empty database, whichever engine it is. */
abstract class SchemaContract {

  private DataSource database;
  private JdbcClient jdbc;

  abstract DataSource freshDatabase();

  @BeforeEach
  void insertAnApp() {
    database = freshDatabase();
    jdbc = JdbcClient.create(database);
    jdbc.sql("INSERT INTO users VALUES (1, 'ann', 'x', 'USER', 0)").update();
    jdbc.sql("INSERT INTO projects VALUES (1, 'Shop', 1, 0)").update();
    jdbc.sql(
            """
            INSERT INTO apps (id, project_id, name, repository, branch, build_command,
              deploy_command, created_at) VALUES (1, 1, 'web', '', 'main', '', '', 0)
            """)
        .update();
  }

  @Test
  void everyMigrationIsAppliedAndNoneIsLeft() {
    Flyway flyway =
        Flyway.configure().dataSource(database).locations("classpath:db/migration").load();

    assertThat(flyway.info().applied()).isNotEmpty();
    assertThat(flyway.info().pending()).isEmpty();
    assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
  }

  @Test
  void queuedDeploymentsOfOneAppMayBeMany() {
    insertDeployment(1, null);
    insertDeployment(2, null);

    assertThat(jdbc.sql("SELECT number FROM deployments ORDER BY number").query(Long.class).list())
        .isEqualTo(List.of(1L, 2L));
  }

  @Test
  void runningDeploymentOfAnAppIsTheOnlyOne() {
    insertDeployment(1, 1L);

    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> insertDeployment(2, 1L));
  }

  @Test
  void deploymentNumberIsTakenOnce() {
    insertDeployment(1, null);

    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> insertDeployment(1, null));
  }

  @Test
  void conditionalUpdateCountsTheRowsItFound() {
    insertDeployment(1, null);
    String claim = "UPDATE deployments SET status = 'cloning' WHERE number = 1 AND status = ?";

    assertThat(jdbc.sql(claim).param("pending").update()).isEqualTo(1);
    assertThat(jdbc.sql(claim).param("pending").update()).isZero();
  }

  @Test
  void textKeepsEveryCharacter() {
    String name = "Zoë’s 🚀 部署";
    jdbc.sql("UPDATE apps SET name = ? WHERE id = 1").param(name).update();

    assertThat(jdbc.sql("SELECT name FROM apps WHERE id = 1").query(String.class).single())
        .isEqualTo(name);
  }

  @Test
  void deploymentsGoWithTheirApp() {
    insertDeployment(1, null);
    jdbc.sql("DELETE FROM apps WHERE id = 1").update();

    assertThat(jdbc.sql("SELECT COUNT(*) FROM deployments").query(Long.class).single()).isZero();
  }

  private void insertDeployment(int number, @Nullable Long runningApp) {
    jdbc.sql(
            """
            INSERT INTO deployments (app_id, number, status, stage, progress, message,
              triggered_by, created_at, running_app_id)
            VALUES (1, :number, 'pending', 'pending', 0, '', 'ann', 0, :running)
            """)
        .param("number", number)
        .param("running", runningApp)
        .update();
  }
}
