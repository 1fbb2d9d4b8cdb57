package dev.shiplog.deployment;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that remembers which queries it was asked, with their parameters. */
final class Recorded extends DelegatingDataSource implements AutoCloseable {

  private final List<Query> asked = new ArrayList<>();

  Recorded(DataSource database) {
    super(database);
  }

  /**
   * A query.
   *
   * @param parameters by their index, from 1
   */
  record Query(String sql, Map<Integer, Object> parameters) {}

  /** What was asked since the last time; changes are left out. */
  List<Query> take() {
    List<Query> taken = asked.stream().filter(query -> query.sql().startsWith("SELECT")).toList();
    asked.clear();
    return taken;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return proxy(
        Connection.class,
        connection,
        (method, arguments, result) ->
            method.equals("prepareStatement")
                ? recorded((PreparedStatement) result, (String) arguments[0])
                : result);
  }

  @Override
  public void close() {
    ((HikariDataSource) obtainTargetDataSource()).close();
  }

  private PreparedStatement recorded(PreparedStatement statement, String sql) {
    Query query = new Query(sql, new TreeMap<>());
    asked.add(query);
    return proxy(
        PreparedStatement.class,
        statement,
        (method, arguments, result) -> {
          if (method.startsWith("set") && arguments != null && arguments.length >= 2) {
            query.parameters().put((Integer) arguments[0], arguments[1]);
          }
          return result;
        });
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return after.call(method.getName(), arguments, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private interface After {
    Object call(String method, Object[] arguments, Object result);
  }
}
