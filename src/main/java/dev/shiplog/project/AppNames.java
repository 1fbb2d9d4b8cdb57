package dev.shiplog.project;

import dev.shiplog.account.Viewer;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What the apps are called that the one who asks may see, without reading anything else of them.
 */
@Repository
public class AppNames {

  private final JdbcClient jdbc;

  AppNames(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All of them, by project and name. */
  public List<AppName> visibleTo(Viewer viewer) {
    return select(viewer, "");
  }

  /** Those of one project, by name; none for who may not see it. */
  public List<AppName> ofProject(Viewer viewer, long projectId) {
    return select(viewer, " AND p.id = " + projectId);
  }

  private List<AppName> select(Viewer viewer, String condition) {
    return jdbc
        .sql(
            "SELECT a.id, a.project_id, p.name AS project_name, a.name FROM projects p"
                + " JOIN apps a ON a.project_id = p.id WHERE "
                + ProjectAccess.VISIBLE
                + condition)
        .params(ProjectAccess.of(viewer))
        .query(AppName.class)
        .list()
        .stream()
        .sorted(AppName.ORDER)
        .toList();
  }
}
