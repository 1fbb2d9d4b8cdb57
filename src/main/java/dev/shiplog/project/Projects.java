package dev.shiplog.project;

import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.problem.RetriedWhenLocked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All projects, as far as the one who asks may see them. */
@Repository
@RetriedWhenLocked
public class Projects {

  private static final int NAME_MAX = 100;

  private final JdbcClient jdbc;
  private final Clock clock;

  Projects(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The projects the viewer may see, by name. */
  public List<Project> visibleTo(Viewer viewer) {
    Map<Long, List<String>> members = membersByProject(viewer, "");
    return select(viewer, "").stream()
        .map(row -> row.with(members.getOrDefault(row.id(), List.of())))
        .sorted(Comparator.comparing(Project::name, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  /**
   * One project.
   *
   * @throws NotFoundException unknown, or not for this viewer
   */
  public Project get(Viewer viewer, long id) {
    return select(viewer, " AND p.id = " + id).stream()
        .findFirst()
        .map(
            row ->
                row.with(membersByProject(viewer, " AND p.id = " + id).getOrDefault(id, List.of())))
        .orElseThrow(() -> new NotFoundException("project not found"));
  }

  /** Creates a project owned by the viewer. */
  @Transactional
  public Project create(Viewer viewer, String name) {
    var key = new GeneratedKeyHolder();
    jdbc.sql("INSERT INTO projects (name, owner_id, created_at) VALUES (:name, :owner, :now)")
        .param("name", validName(name))
        .param("owner", viewer.id())
        .param("now", clock.millis())
        .update(key, "id");
    return get(viewer, key.getKey().longValue());
  }

  /**
   * The viewer's own project of that name, the oldest if there are several, else a new one. Of two
   * requests at once the second one waits for the first and finds its project.
   */
  @Transactional
  public Project ownOrNew(Viewer viewer, String name) {
    jdbc.sql("SELECT id FROM users WHERE id = :id FOR UPDATE")
        .param("id", viewer.id())
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new NotFoundException("user not found"));
    return visibleTo(viewer).stream()
        .filter(project -> project.owner().equals(viewer.username()) && project.name().equals(name))
        .min(Comparator.comparing(Project::id))
        .orElseGet(() -> create(viewer, name));
  }

  /** Renames a project; for its owner and administrators. */
  @Transactional
  public Project rename(Viewer viewer, long id, String name) {
    requireOwned(viewer, id);
    jdbc.sql("UPDATE projects SET name = :name WHERE id = :id")
        .param("name", validName(name))
        .param("id", id)
        .update();
    return get(viewer, id);
  }

  /**
   * Deletes an empty project; for its owner and administrators.
   *
   * @throws ConflictException it still has apps
   */
  @Transactional
  public void delete(Viewer viewer, long id) {
    requireOwned(viewer, id);
    try {
      jdbc.sql("DELETE FROM projects WHERE id = :id").param("id", id).update();
    } catch (DataIntegrityViolationException e) {
      throw new ConflictException("the project still has apps; delete them first");
    }
  }

  /**
   * Lets a user see the project; nothing happens if they already may. For its owner and
   * administrators.
   */
  @Transactional
  public void addMember(Viewer viewer, long id, String username) {
    requireOwned(viewer, id);
    long user = userId(username);
    try {
      jdbc.sql("INSERT INTO project_members (project_id, user_id) VALUES (:id, :user)")
          .param("id", id)
          .param("user", user)
          .update();
    } catch (DuplicateKeyException e) {
      // Already a member: the wish is fulfilled.
    }
  }

  /**
   * Ends a membership; nothing happens if there is none. For the project's owner and
   * administrators.
   */
  @Transactional
  public void removeMember(Viewer viewer, long id, String username) {
    requireOwned(viewer, id);
    jdbc.sql("DELETE FROM project_members WHERE project_id = :id AND user_id = :user")
        .param("id", id)
        .param("user", userId(username))
        .update();
  }

  /** Whether the viewer may rename and delete the project and manage its members. */
  public boolean isManagedBy(Viewer viewer, Project project) {
    return viewer.admin() || project.owner().equals(viewer.username());
  }

  private void requireOwned(Viewer viewer, long id) {
    if (!isManagedBy(viewer, get(viewer, id))) {
      throw new ForbiddenException("only the project's owner or an administrator may do this");
    }
  }

  private long userId(String username) {
    return jdbc.sql("SELECT id FROM users WHERE username = :name")
        .param("name", username.strip().toLowerCase(java.util.Locale.ROOT))
        .query(Long.class)
        .optional()
        .orElseThrow(() -> new NotFoundException("user not found"));
  }

  private List<Row> select(Viewer viewer, String condition) {
    return jdbc.sql(
            "SELECT p.id, p.name, u.username AS owner, p.created_at FROM projects p"
                + " JOIN users u ON u.id = p.owner_id WHERE "
                + ProjectAccess.VISIBLE
                + condition)
        .params(ProjectAccess.of(viewer))
        .query(Projects::row)
        .list();
  }

  private Map<Long, List<String>> membersByProject(Viewer viewer, String condition) {
    return jdbc
        .sql(
            "SELECT pm.project_id, u.username FROM project_members pm JOIN projects p ON p.id = pm.project_id"
                + " JOIN users u ON u.id = pm.user_id WHERE "
                + ProjectAccess.VISIBLE
                + condition
                + " ORDER BY u.username")
        .params(ProjectAccess.of(viewer))
        .query((rs, n) -> Map.entry(rs.getLong(1), rs.getString(2)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static String validName(String name) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > NAME_MAX) {
      throw new InvalidInputException("name", "name must have 1 to " + NAME_MAX + " characters");
    }
    return stripped;
  }

  private static Row row(ResultSet rs, int n) throws SQLException {
    return new Row(
        rs.getLong("id"),
        rs.getString("name"),
        rs.getString("owner"),
        Instant.ofEpochMilli(rs.getLong("created_at")));
  }

  private record Row(long id, String name, String owner, Instant createdAt) {
    Project with(List<String> members) {
      return new Project(id, name, owner, members, createdAt);
    }
  }
}
