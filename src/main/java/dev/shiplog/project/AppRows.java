package dev.shiplog.project;

import dev.shiplog.encryption.Encryption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How an app is read from its row, without its variables, which are another query's. */
final class AppRows {

  private AppRows() {}

  /** As people see it: user and password of the repository's address are masked. */
  static App shown(ResultSet rs, int n) throws SQLException {
    // A server of an older version that shares the database stores the password in the address.
    String address = RepositoryAddress.masked(rs.getString("repository"));
    return app(
        rs,
        rs.getString("repository_credentials") == null
            ? address
            : RepositoryAddress.withCredentials(address, RepositoryAddress.MASK));
  }

  /** With all that the runner needs. */
  static App whole(ResultSet rs, Encryption encryption) throws SQLException {
    String address = rs.getString("repository");
    String credentials = rs.getString("repository_credentials");
    return app(
        rs,
        credentials == null
            ? address
            : RepositoryAddress.withCredentials(address, encryption.decrypt(credentials)));
  }

  private static App app(ResultSet rs, String address) throws SQLException {
    int timeout = rs.getInt("timeout_seconds");
    return new App(
        rs.getLong("id"),
        rs.getLong("project_id"),
        rs.getString("project_name"),
        rs.getString("name"),
        address,
        rs.getString("branch"),
        rs.getString("build_command"),
        rs.getString("deploy_command"),
        Map.of(),
        Set.of(),
        timeout == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(timeout)),
        Instant.ofEpochMilli(rs.getLong("created_at")));
  }
}
