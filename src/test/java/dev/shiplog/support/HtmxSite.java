package dev.shiplog.support;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** A small site on loopback with htmx and a socket, to prove that the test browsers can do both. */
final class HtmxSite implements AutoCloseable {

  private static final Map<String, String> PAGES =
      Map.of(
          "/live",
              """
              <!DOCTYPE html>
              <html lang="en"><head><title>Live</title>
              <meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false}'>
              <script src="/webjars/htmx.org/2.0.10/dist/htmx.js"></script>
              <script src="/webjars/htmx.org/2.0.10/dist/ext/ws.js"></script>
              </head><body hx-ext="ws">
              <div ws-connect="/stream"></div><ol id="target"></ol>
              </body></html>
              """,
          "/slow-to-listen",
              "<!DOCTYPE html><title>Waiting</title><script src=\"/slow-to-listen.js\"></script>",
          "/slow-to-listen.js",
              """
              const socket = new WebSocket("/stream");
              const opened = Date.now();
              while (Date.now() < opened + 500);
              socket.addEventListener("message", () => { document.title = "heard"; });
              """,
          "/inline-script",
              "<!DOCTYPE html><title>Inline</title><script>document.title = 'ran'</script>",
          "/throws", "<!DOCTYPE html><title>Throws</title><script src=\"/throws.js\"></script>",
          "/throws.js", "throw new Error('went wrong on purpose')",
          "/favicon.ico", "");

  private final Tomcat tomcat;

  private HtmxSite(Tomcat tomcat) {
    this.tomcat = tomcat;
  }

  static HtmxSite start() {
    try {
      Tomcat tomcat = new Tomcat();
      tomcat.setBaseDir("target/htmx-site");
      tomcat.setHostname("127.0.0.1");
      tomcat.setPort(0);
      tomcat.getConnector().setProperty("address", "127.0.0.1");
      Context context = tomcat.addContext("", null);
      context.addServletContainerInitializer(new WsSci(), Set.of(Stream.class));
      Tomcat.addServlet(context, "site", new Site()).addMapping("/");
      tomcat.start();
      return new HtmxSite(tomcat);
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat did not start", e);
    }
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(port(), path);
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat did not stop", e);
    }
  }

  private static final class Site extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String path = request.getRequestURI();
      response.setHeader("Content-Security-Policy", "script-src 'self'; style-src 'self'");
      response.setContentType(
          (path.endsWith(".js") ? "text/javascript" : "text/html") + ";charset=UTF-8");
      try (InputStream webjar = getClass().getResourceAsStream("/META-INF/resources" + path)) {
        if (webjar != null) {
          webjar.transferTo(response.getOutputStream());
        } else if (PAGES.containsKey(path)) {
          response.getWriter().write(PAGES.get(path));
        } else {
          response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
      }
    }
  }

  /** Sends one line to each viewer, as the live page does. */
  @ServerEndpoint("/stream")
  public static final class Stream {

    @OnOpen
    public void open(Session session) throws IOException {
      session
          .getBasicRemote()
          .sendText("<ol hx-swap-oob=\"beforeend:#target\"><li id=\"L1\">first line</li></ol>");
    }
  }
}
