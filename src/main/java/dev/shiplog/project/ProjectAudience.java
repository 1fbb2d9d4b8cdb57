package dev.shiplog.project;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The other way round than {@link ProjectAccess}: who may see given projects, for those who show
 * something for a long time and have to ask again.
 */
@Repository
public class ProjectAudience {

  private final JdbcClient jdbc;

  ProjectAudience(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Owner and members of each project by their ids, in one query. Administrators see every project
   * and are not named; a project that is gone is missing.
   */
  public Map<Long, Set<Long>> of(Collection<Long> projectIds) {
    if (projectIds.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql(
            """
            SELECT id AS project_id, owner_id AS user_id FROM projects WHERE id IN (:ids)
            UNION SELECT project_id, user_id FROM project_members WHERE project_id IN (:ids)
            """)
        .param("ids", projectIds)
        .query((rs, n) -> Map.entry(rs.getLong(1), rs.getLong(2)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
  }
}
