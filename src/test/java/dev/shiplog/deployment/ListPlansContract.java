package dev.shiplog.deployment;

import static dev.shiplog.project.Repositories.ADMIN;
import static dev.shiplog.project.Repositories.MEMBER;
import static dev.shiplog.project.Repositories.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.account.Viewer;
import dev.shiplog.project.Apps;
import dev.shiplog.project.Repositories;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How each engine answers lists and counts of a busy server: from indexes, without sorting. */
abstract class ListPlansContract {

  private static final int DEPLOYMENTS = 10_000;
  private static final int SIZE = 50;
  private static final int DEEP = 15;

  private static final List<DeploymentFilter> FILTERS =
      List.of(
          DeploymentFilter.all(),
          DeploymentFilter.ofApp(ManyDeployments.BUSY_APP),
          new DeploymentFilter(Optional.empty(), Optional.of(DeploymentStatus.SUCCESS)),
          new DeploymentFilter(Optional.empty(), Optional.of(DeploymentStatus.PENDING)),
          new DeploymentFilter(
              Optional.of(ManyDeployments.BUSY_APP), Optional.of(DeploymentStatus.SUCCESS)));

  private Recorded database;
  private Repositories repositories;
  private Deployments deployments;
  private DeploymentQueue queue;

  abstract DataSource freshDatabase();

  /** What the engine says about how it answers the query, after it has answered it. */
  abstract String plan(Connection connection, Recorded.Query query) throws SQLException;

  /** Fails if the query sorts deployments, or looks through their table. */
  abstract void assertFromIndexes(Recorded.Query query, String plan);

  @BeforeEach
  void fill() {
    database = new Recorded(freshDatabase());
    repositories = new Repositories(database);
    deployments = repositories.get(Deployments.class);
    queue = repositories.get(DeploymentQueue.class);
    ManyDeployments.fill(repositories.jdbc(), DEPLOYMENTS);
    database.take();
  }

  @AfterEach
  void close() {
    repositories.close();
  }

  @Test
  void listsAndTheirTotalsComeFromIndexesInTheirOrder() throws SQLException {
    for (Viewer viewer : List.of(ADMIN, OWNER, MEMBER)) {
      for (DeploymentFilter filter : FILTERS) {
        for (int page : List.of(1, DEEP)) {
          deployments.list(viewer, filter, page, SIZE);
          assertAllFromIndexes();
        }
      }
    }
  }

  @Test
  void dashboardComesFromIndexes() throws SQLException {
    for (Viewer viewer : List.of(ADMIN, OWNER, MEMBER)) {
      assertThat(deployments.latestByApp(viewer)).isNotEmpty();
      assertAllFromIndexes();
    }
  }

  @Test
  void queueIsReadWithoutLookingThroughWhatIsFinished() throws SQLException {
    Deployment first = queue();
    queue();
    deployments.placeInQueue(first);
    queue.claim("runner-1", "token");
    deployments.stop(OWNER, first.id());
    assertThat(queue.claimedBy("runner-1")).isEqualTo(Map.of(first.id(), "token"));
    assertThat(queue.stopsRequested("runner-1")).containsOnlyKeys(first.id());
    assertAllFromIndexes();
  }

  @Test
  void appIsDeletedWithoutLookingThroughTheDeploymentsOfOthers() throws SQLException {
    repositories.get(Apps.class).delete(OWNER, ManyDeployments.BUSY_APP + 1);
    assertAllFromIndexes();
  }

  private Deployment queue() {
    return deployments.queue(OWNER, ManyDeployments.BUSY_APP, Optional.empty(), Optional.empty());
  }

  private void assertAllFromIndexes() throws SQLException {
    List<Recorded.Query> asked =
        database.take().stream().filter(query -> query.sql().contains("deployments")).toList();
    assertThat(asked).isNotEmpty();
    try (Connection connection = freshConnection()) {
      for (Recorded.Query query : asked) {
        assertFromIndexes(query, plan(connection, query));
      }
    }
    database.take();
  }

  private Connection freshConnection() throws SQLException {
    return database.getConnection();
  }

  static PreparedStatement explain(Connection connection, String how, Recorded.Query query)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(how + " " + query.sql());
    for (Map.Entry<Integer, Object> parameter : query.parameters().entrySet()) {
      statement.setObject(parameter.getKey(), parameter.getValue());
    }
    return statement;
  }
}
