package dev.shiplog.support;

import dev.shiplog.ShiplogApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A whole Shiplog on a free port, shared by all tests that extend this: its data is theirs
 * together.
 */
@SpringBootTest(
    classes = ShiplogApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class ShiplogTest {

  /** The administrator's name. */
  public static final String ADMIN = "admin";

  /** The administrator's password. */
  public static final String PASSWORD = "correct horse battery";

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    Path data = newDirectory();
    registry.add("shiplog.data-dir", data::toString);
    registry.add("shiplog.admin.username", () -> ADMIN);
    registry.add("shiplog.admin.password", () -> PASSWORD);
    registry.add("shiplog.runner.concurrency", () -> 4);
    registry.add("shiplog.runner.grace", () -> "1s");
  }

  /** The server's port. */
  protected int port() {
    return port;
  }

  /** The server's address without a slash at the end. */
  protected String address() {
    return "http://127.0.0.1:" + port;
  }

  /** The API as the administrator. */
  protected Api api() {
    return new Api(address(), ADMIN, PASSWORD);
  }

  private static Path newDirectory() {
    try {
      Path directory = Files.createTempDirectory("shiplog-test-");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
