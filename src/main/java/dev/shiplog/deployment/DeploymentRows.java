package dev.shiplog.deployment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How a deployment is read from its row. */
final class DeploymentRows {

  static final String COLUMNS =
      "SELECT d.*, a.name AS app_name, p.id AS project_id, p.name AS project_name";

  /**
   * Every deployment has its app and its project: the joins are outer ones only so that no engine
   * starts with them.
   */
  static final String SELECT =
      COLUMNS
          + " FROM deployments d LEFT JOIN apps a ON a.id = d.app_id"
          + " LEFT JOIN projects p ON p.id = a.project_id ";

  private DeploymentRows() {}

  /** The column that says when a stage was entered. */
  static String enteredColumn(DeploymentStatus stage) {
    return stage.word() + "_at";
  }

  private static String usualColumn(DeploymentStatus stage) {
    return "usual_" + stage.word() + "_ms";
  }

  static Deployment map(ResultSet rs, int n) throws SQLException {
    return new Deployment(
        rs.getLong("id"),
        rs.getLong("app_id"),
        rs.getString("app_name"),
        rs.getLong("project_id"),
        rs.getString("project_name"),
        rs.getInt("number"),
        DeploymentStatus.of(rs.getString("status")).orElseThrow(),
        rs.getString("stage"),
        text(rs, "failed_stage"),
        rs.getInt("progress"),
        rs.getString("message"),
        text(rs, "error_message"),
        text(rs, "requested_commit"),
        text(rs, "commit_hash"),
        text(rs, "commit_message"),
        text(rs, "commit_author"),
        rs.getString("triggered_by"),
        Instant.ofEpochMilli(rs.getLong("created_at")),
        time(rs, "started_at"),
        time(rs, "finished_at"),
        rs.getLong("log_lines"),
        rs.getLong("log_bytes"),
        text(rs, "stop_requested_by"),
        times(rs));
  }

  private static StageTimes times(ResultSet rs) throws SQLException {
    Map<DeploymentStatus, Instant> entered = new EnumMap<>(DeploymentStatus.class);
    Map<DeploymentStatus, Duration> usual = new EnumMap<>(DeploymentStatus.class);
    for (DeploymentStatus stage : StageTimes.STAGES) {
      time(rs, enteredColumn(stage)).ifPresent(at -> entered.put(stage, at));
      millis(rs, usualColumn(stage)).ifPresent(ms -> usual.put(stage, Duration.ofMillis(ms)));
    }
    return new StageTimes(entered, usual);
  }

  private static Optional<String> text(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getString(column));
  }

  private static Optional<Instant> time(ResultSet rs, String column) throws SQLException {
    return millis(rs, column).map(Instant::ofEpochMilli);
  }

  private static Optional<Long> millis(ResultSet rs, String column) throws SQLException {
    long millis = rs.getLong(column);
    return rs.wasNull() ? Optional.empty() : Optional.of(millis);
  }
}
