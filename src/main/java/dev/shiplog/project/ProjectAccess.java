package dev.shiplog.project;

import dev.shiplog.account.Viewer;
import java.util.Map;

/**
 * Who may see what. Every query that reads on behalf of a person joins {@code projects p} and adds
 * this condition, so what somebody may not see is not found, on every surface alike.
 */
public final class ProjectAccess {

  /** SQL condition over {@code projects p}; takes the parameters of {@link #of(Viewer)}. */
  public static final String VISIBLE =
      """
      (:viewer_is_admin OR p.owner_id = :viewer_id OR EXISTS
        (SELECT 1 FROM project_members m WHERE m.project_id = p.id AND m.user_id = :viewer_id))""";

  private ProjectAccess() {}

  /** The condition's parameters. */
  public static Map<String, Object> of(Viewer viewer) {
    return Map.of("viewer_is_admin", viewer.admin(), "viewer_id", viewer.id());
  }
}
