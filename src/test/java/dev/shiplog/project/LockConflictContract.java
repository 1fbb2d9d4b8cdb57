package dev.shiplog.project;

import static dev.shiplog.project.Repositories.OWNER;
import static dev.shiplog.project.Repositories.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.resilience.retry.MethodRetryEvent;

/** What people notice when their change meets another one that holds what it needs: nothing. */
abstract class LockConflictContract {

  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private DataSource database;
  private Repositories repositories;
  private Apps apps;
  private long web;

  abstract DataSource freshDatabase();

  /** The query for how many transactions wait for a lock. */
  abstract String waiting();

  @BeforeEach
  void createAnApp() {
    database = freshDatabase();
    repositories = new Repositories(database);
    apps = repositories.get(Apps.class);
    long shop = repositories.get(Projects.class).create(OWNER, "Shop").id();
    web = apps.create(OWNER, shop, withVariable("old")).id();
    for (int i = 0; i < 200; i++) {
      repositories.get(Projects.class).create(OWNER, "x");
    }
  }

  @AfterEach
  void close() {
    pool.shutdownNow();
    repositories.close();
  }

  @Test
  void changeThatLosesADeadlockIsMadeOnceTheOtherIsDone() throws Exception {
    try (Connection other = database.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      // It has changed more, so it is not the one that is rolled back.
      statement.execute("UPDATE projects SET name = 'changed' WHERE name = 'x'");
      statement.execute("UPDATE app_variables SET content = 'other' WHERE app_id = " + web);
      Future<App> change = pool.submit(() -> apps.update(OWNER, web, withVariable("new")));
      awaitWaiting();
      try {
        statement.execute("UPDATE apps SET branch = 'other' WHERE id = " + web);
        other.commit();
      } catch (SQLException e) {
        other.rollback(); // The engine chose this one.
      }

      assertThat(change.get(60, TimeUnit.SECONDS).environment()).isEqualTo(Map.of("MODE", "new"));
      assertThat(apps.find(web).orElseThrow().environment()).isEqualTo(Map.of("MODE", "new"));
    }
  }

  @Test
  void changeThatHasWaitedTooLongForALockWaitsAgain() throws Exception {
    try (Connection other = database.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE apps SET branch = 'other' WHERE id = " + web);
      Future<App> change = pool.submit(() -> apps.update(OWNER, web, withVariable("new")));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !repositories.events(MethodRetryEvent.class).isEmpty());
      assertThat(change).isNotDone();
      other.commit();

      assertThat(change.get(60, TimeUnit.SECONDS).environment()).isEqualTo(Map.of("MODE", "new"));
    }
  }

  private void awaitWaiting() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> repositories.jdbc().sql(waiting()).query(Integer.class).single() > 0);
  }

  private static AppSettings withVariable(String value) {
    AppSettings s = settings("web", "");
    return new AppSettings(
        "web", "", "", s.buildCommand(), "", Map.of("MODE", value), Map.of(), Optional.empty());
  }
}
