package dev.shiplog.storage;

import dev.shiplog.problem.DiskFull;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that refuse to write while the disk is full, before H2 tries: its first failed write
 * closes the database, for readers too. The refusal is an {@link SQLException} that {@link
 * DiskFull} knows.
 */
final class WriteGuard extends DelegatingDataSource {

  private static final Pattern WRITE =
      Pattern.compile(
          "\\s*(INSERT|UPDATE|DELETE|MERGE|REPLACE|CREATE|ALTER|DROP|TRUNCATE)\\b",
          Pattern.CASE_INSENSITIVE);

  private final DiskSpace disk;

  WriteGuard(DataSource database, DiskSpace disk) {
    super(database);
    this.disk = disk;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return guarded(super.getConnection());
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return guarded(super.getConnection(username, password));
  }

  private Connection guarded(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> guarded(connection, method, arguments));
  }

  private @Nullable Object guarded(
      Connection connection, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("prepareStatement")
        && arguments != null
        && arguments[0] instanceof String sql
        && WRITE.matcher(sql).lookingAt()
        && disk.isFull()) {
      throw new SQLException("The disk is full", DiskFull.SQL_STATE);
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }
}
