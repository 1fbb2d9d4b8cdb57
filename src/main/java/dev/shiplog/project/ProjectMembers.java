package dev.shiplog.project;

import dev.shiplog.account.AccountCreated;
import dev.shiplog.account.Viewer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who was let into a project, by name. A name that no user has waits until there is one, and looks
 * the same: who manages a project does not learn which names exist. Asks for no rights.
 */
@Repository
class ProjectMembers {

  private final JdbcClient jdbc;

  ProjectMembers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The names in each project that the viewer may see, in alphabetical order. */
  Map<Long, List<String>> byProject(Viewer viewer) {
    return jdbc
        .sql(
            "SELECT pm.project_id, u.username FROM project_members pm JOIN projects p ON p.id = pm.project_id"
                + " JOIN users u ON u.id = pm.user_id WHERE "
                + ProjectAccess.VISIBLE
                + " UNION SELECT i.project_id, i.username FROM project_invitations i"
                + " JOIN projects p ON p.id = i.project_id WHERE "
                + ProjectAccess.VISIBLE
                + " ORDER BY 2")
        .params(ProjectAccess.of(viewer))
        .query((rs, n) -> Map.entry(rs.getLong(1), rs.getString(2)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /** The names in one project, in alphabetical order. */
  List<String> of(long project) {
    return jdbc.sql(
            """
            SELECT u.username FROM project_members pm JOIN users u ON u.id = pm.user_id
            WHERE pm.project_id = :project
            UNION SELECT i.username FROM project_invitations i WHERE i.project_id = :project
            ORDER BY 1
            """)
        .param("project", project)
        .query(String.class)
        .list();
  }

  /** Adds a name that somebody can have; nothing happens if it is there. */
  void add(long project, String username) {
    Optional<Long> user = userId(username);
    if (user.isPresent()) {
      add(project, user.get());
      return;
    }
    try {
      jdbc.sql("INSERT INTO project_invitations (project_id, username) VALUES (:project, :name)")
          .param("project", project)
          .param("name", username)
          .update();
    } catch (DuplicateKeyException e) {
      // It waits already: the wish is fulfilled.
    }
  }

  void remove(long project, String username) {
    jdbc.sql(
            """
            DELETE FROM project_members WHERE project_id = :project
              AND user_id = (SELECT id FROM users WHERE username = :name)
            """)
        .param("project", project)
        .param("name", username)
        .update();
    jdbc.sql("DELETE FROM project_invitations WHERE project_id = :project AND username = :name")
        .param("project", project)
        .param("name", username)
        .update();
  }

  boolean isUser(String username) {
    return userId(username).isPresent();
  }

  /** In the transaction that creates the user. */
  @EventListener
  void on(AccountCreated event) {
    jdbc.sql("SELECT project_id FROM project_invitations WHERE username = :name")
        .param("name", event.username())
        .query(Long.class)
        .list()
        .forEach(project -> add(project, event.id()));
    jdbc.sql("DELETE FROM project_invitations WHERE username = :name")
        .param("name", event.username())
        .update();
  }

  private void add(long project, long user) {
    try {
      jdbc.sql(
              """
              INSERT INTO project_members (project_id, user_id)
              SELECT p.id, u.id FROM projects p JOIN users u ON u.id = :user
              WHERE p.id = :project AND p.owner_id <> u.id
              """)
          .param("project", project)
          .param("user", user)
          .update();
    } catch (DuplicateKeyException e) {
      // Already a member: the wish is fulfilled.
    }
  }

  private Optional<Long> userId(String username) {
    return jdbc.sql("SELECT id FROM users WHERE username = :name")
        .param("name", username)
        .query(Long.class)
        .optional();
  }
}
