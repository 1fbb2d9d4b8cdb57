package dev.shiplog.runner;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.shiplog.support.GitServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A repository's files on a free loopback port, for whoever knows the password. */
final class PasswordSite implements AutoCloseable {

  private static final String PATH = "/app.git/";

  private final Path repository;
  private final HttpServer http;

  private PasswordSite(Path repository, HttpServer http) {
    this.repository = repository;
    this.http = http;
  }

  static PasswordSite start(Path repository, String user, String password) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    PasswordSite site = new PasswordSite(repository, http);
    http.createContext(PATH, site::answer)
        .setAuthenticator(
            new BasicAuthenticator("git", StandardCharsets.UTF_8) {
              @Override
              public boolean checkCredentials(String name, String said) {
                return name.equals(user) && said.equals(password);
              }
            });
    http.start();
    return site;
  }

  /** The address with a user and a password as they are written there. */
  String url(String userInfo) {
    return "http://" + userInfo + "@127.0.0.1:" + http.getAddress().getPort() + "/app.git";
  }

  /** Lets git's "dumb" protocol find what was committed until now. */
  void publish(GitServer server) {
    server.git("-C", repository.toString(), "update-server-info");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Path file = repository.resolve(exchange.getRequestURI().getPath().substring(PATH.length()));
      if (Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
