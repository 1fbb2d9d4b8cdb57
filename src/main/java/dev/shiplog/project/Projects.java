package dev.shiplog.project;

import dev.shiplog.account.Usernames;
import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.problem.PlainText;
import dev.shiplog.problem.RetriedWhenLocked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
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
  private final ProjectMembers members;
  private final Clock clock;
  private final AppCreation creation;

  Projects(JdbcClient jdbc, ProjectMembers members, Clock clock, AppCreation creation) {
    this.jdbc = jdbc;
    this.members = members;
    this.clock = clock;
    this.creation = creation;
  }

  /** The projects the viewer may see, by name. */
  public List<Project> visibleTo(Viewer viewer) {
    Map<Long, List<String>> names = members.byProject(viewer);
    return select(viewer, "").stream()
        .map(row -> row.with(names.getOrDefault(row.id(), List.of())))
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
        .map(row -> row.with(members.of(id)))
        .orElseThrow(() -> new NotFoundException("project not found"));
  }

  /**
   * Creates a project owned by the viewer.
   *
   * @throws ForbiddenException on this server only administrators may
   */
  @Transactional
  public Project create(Viewer viewer, String name) {
    creation.require(viewer);
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
   * Lets whoever has that name see the project, now or as soon as there is such a user: the owner
   * does not learn which. For its owner and administrators.
   *
   * @throws InvalidInputException nobody can have that name
   */
  @Transactional
  public void addMember(Viewer viewer, long id, String username) {
    requireOwned(viewer, id);
    members.add(id, Usernames.require(username));
  }

  /**
   * Ends a membership; nothing happens if there is none. For the project's owner and
   * administrators.
   */
  @Transactional
  public void removeMember(Viewer viewer, long id, String username) {
    requireOwned(viewer, id);
    String name = Usernames.require(username);
    members.remove(id, name);
    withdraw(id, name);
  }

  /**
   * Hands the project to another user. An administrator's word counts at once; an owner offers it
   * and it changes hands when the other accepts, who may see it until then. Offering it to its
   * owner takes an offer back.
   *
   * @throws InvalidInputException nobody can have that name; for administrators also: nobody has
   */
  @Transactional
  public Project handOver(Viewer viewer, long id, String username) {
    requireOwned(viewer, id);
    Project project = get(viewer, id);
    String name = Usernames.require(username);
    if (name.equals(project.owner())) {
      offer(id, Optional.empty());
    } else if (viewer.admin()) {
      if (!members.isUser(name)) {
        throw new InvalidInputException("username", "There is no user with this name");
      }
      give(project, name);
    } else {
      members.add(id, name);
      offer(id, Optional.of(name));
    }
    return get(viewer, id);
  }

  /**
   * Takes over a project that was offered to the viewer; its former owner stays a member.
   *
   * @throws ConflictException it is not offered to them, or not any more
   */
  @Transactional
  public Project accept(Viewer viewer, long id) {
    Project project = get(viewer, id);
    if (withdraw(id, viewer.username()) == 0) {
      throw new ConflictException("the project is not offered to you; ask its owner to offer it");
    }
    give(project, viewer.username());
    return get(viewer, id);
  }

  private void give(Project project, String username) {
    jdbc.sql(
            """
            UPDATE projects SET owner_id = (SELECT id FROM users WHERE username = :name)
            WHERE id = :id
            """)
        .param("name", username)
        .param("id", project.id())
        .update();
    offer(project.id(), Optional.empty());
    members.remove(project.id(), username);
    members.add(project.id(), project.owner());
  }

  private void offer(long id, Optional<String> username) {
    jdbc.sql("DELETE FROM project_offers WHERE project_id = :id").param("id", id).update();
    username.ifPresent(
        name ->
            jdbc.sql("INSERT INTO project_offers (project_id, username) VALUES (:id, :name)")
                .param("id", id)
                .param("name", name)
                .update());
  }

  private int withdraw(long id, String username) {
    return jdbc.sql("DELETE FROM project_offers WHERE project_id = :id AND username = :name")
        .param("id", id)
        .param("name", username)
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

  private List<Row> select(Viewer viewer, String condition) {
    return jdbc.sql(
            "SELECT p.id, p.name, u.username AS owner, o.username AS offered_to, p.created_at FROM projects p"
                + " JOIN users u ON u.id = p.owner_id LEFT JOIN project_offers o ON o.project_id = p.id WHERE "
                + ProjectAccess.VISIBLE
                + condition)
        .params(ProjectAccess.of(viewer))
        .query(Projects::row)
        .list();
  }

  private static String validName(String name) {
    return PlainText.requireName("name", name, NAME_MAX);
  }

  private static Row row(ResultSet rs, int n) throws SQLException {
    return new Row(
        rs.getLong("id"),
        rs.getString("name"),
        rs.getString("owner"),
        Optional.ofNullable(rs.getString("offered_to")),
        Instant.ofEpochMilli(rs.getLong("created_at")));
  }

  private record Row(
      long id, String name, String owner, Optional<String> offeredTo, Instant createdAt) {
    Project with(List<String> members) {
      return new Project(id, name, owner, members, offeredTo, createdAt);
    }
  }
}
