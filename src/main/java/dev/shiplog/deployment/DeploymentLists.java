package dev.shiplog.deployment;

import dev.shiplog.account.Viewer;
import dev.shiplog.project.ProjectAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Lists of deployments. What stands on a page, and how many the list has, is found in a covering
 * index that has the list's order, so that nothing is sorted; then the rows are read by their ids.
 */
@Repository
class DeploymentLists {

  private static final String NEWEST = " USE INDEX (ix_deployments_newest)";
  private static final String OF_STATUS = " USE INDEX (ix_deployments_of_status)";

  private final JdbcClient jdbc;

  DeploymentLists(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What the viewer may see, newest first, from the given offset on, at most so many. */
  Part part(Viewer viewer, DeploymentFilter filter, int size, long offset) {
    List<String> conditions = new ArrayList<>();
    if (!viewer.admin() || filter.appId().isPresent()) {
      List<Long> apps = apps(viewer, filter);
      if (apps.isEmpty()) {
        return new Part(List.of(), 0);
      }
      conditions.add(filter.appId().isPresent() ? "d.app_id = :app" : in(apps));
    }
    filter.status().ifPresent(status -> conditions.add("d.status = :status"));
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    long total =
        select(filter, "COUNT(*)", hint(filter, OF_STATUS, "") + where).query(Long.class).single();
    if (offset >= total) {
      return new Part(List.of(), total);
    }
    List<Long> ids =
        select(
                filter,
                "d.id",
                hint(filter, OF_STATUS, NEWEST)
                    + where
                    + order(filter)
                    + " LIMIT :size OFFSET :offset")
            .param("size", size)
            .param("offset", offset)
            .query(Long.class)
            .list();
    return new Part(rows(ids), total);
  }

  /** The last successes of an app, newest first. */
  List<Deployment> lastSuccesses(long appId, int limit) {
    return rows(
        jdbc.sql(
                "SELECT d.id FROM deployments d WHERE d.app_id = :app AND d.status = 'success'"
                    + " ORDER BY d.app_id DESC, d.status DESC, d.id DESC LIMIT :limit")
            .param("app", appId)
            .param("limit", limit)
            .query(Long.class)
            .list());
  }

  /** The newest deployment of every app the viewer may see, by app id. */
  Map<Long, Deployment> latestByApp(Viewer viewer) {
    return jdbc
        .sql(
            DeploymentRows.COLUMNS
                + " FROM apps a JOIN projects p ON p.id = a.project_id"
                + " JOIN deployments d ON d.app_id = a.id AND d.number = a.last_number WHERE "
                + ProjectAccess.VISIBLE)
        .params(ProjectAccess.of(viewer))
        .query(DeploymentRows::map)
        .list()
        .stream()
        .collect(Collectors.toMap(Deployment::appId, Function.identity()));
  }

  /** Those that still exist, in the order of their ids. */
  private List<Deployment> rows(List<Long> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    Map<Long, Deployment> byId =
        jdbc
            .sql(DeploymentRows.SELECT + "WHERE d.id IN (:ids)")
            .param("ids", wanted)
            .query(DeploymentRows::map)
            .list()
            .stream()
            .collect(Collectors.toMap(Deployment::id, Function.identity()));
    return wanted.stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  private JdbcClient.StatementSpec select(DeploymentFilter filter, String what, String rest) {
    JdbcClient.StatementSpec select = jdbc.sql("SELECT " + what + " FROM deployments d" + rest);
    filter.appId().ifPresent(app -> select.param("app", app));
    filter.status().ifPresent(status -> select.param("status", status.word()));
    return select;
  }

  /** The apps to look among; asked first, so that it is not asked again for each deployment. */
  private List<Long> apps(Viewer viewer, DeploymentFilter filter) {
    return jdbc.sql(
            "SELECT a.id FROM apps a JOIN projects p ON p.id = a.project_id WHERE "
                + ProjectAccess.VISIBLE
                + (filter.appId().isPresent() ? " AND a.id = :app" : ""))
        .params(ProjectAccess.of(viewer))
        .param("app", filter.appId().orElse(0L))
        .query(Long.class)
        .list();
  }

  /** As constants, not parameters: H2 keeps those in a set and compares these one by one. */
  private static String in(List<Long> apps) {
    return apps.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(",", "d.app_id IN (", ")"));
  }

  /** Where an app is named, both engines choose well; where not, they may sort instead. */
  private static String hint(DeploymentFilter filter, String ofStatus, String otherwise) {
    if (filter.appId().isPresent()) {
      return "";
    }
    return filter.status().isPresent() ? ofStatus : otherwise;
  }

  /** Newest first, spelled with the columns of the index from its first one on. */
  private static String order(DeploymentFilter filter) {
    if (filter.appId().isEmpty()) {
      return filter.status().isPresent()
          ? " ORDER BY d.status DESC, d.id DESC"
          : " ORDER BY d.id DESC, d.app_id DESC";
    }
    return filter.status().isPresent()
        ? " ORDER BY d.app_id DESC, d.status DESC, d.id DESC"
        : " ORDER BY d.app_id DESC, d.number DESC";
  }

  /**
   * A part of a list.
   *
   * @param total how many the whole list has
   */
  record Part(List<Deployment> items, long total) {}
}
