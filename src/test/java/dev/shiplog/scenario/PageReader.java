package dev.shiplog.scenario;

import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests that read pages as the administrator, in a browser without JavaScript. */
abstract class PageReader extends ShiplogTest {

  private WebClient client;

  @BeforeEach
  void signIn() throws IOException {
    client = HtmlUnitHtmx.withoutJavaScript();
    Monitor.signIn(client, address(), ADMIN, PASSWORD);
  }

  @AfterEach
  void leave() {
    client.close();
  }

  /**
   * Runs the script as an app's build to its end; returns the deployment. Its log has two lines
   * before the script's, of which the second is the command: the script does not show there.
   */
  final long finished(String script) {
    String encoded = Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_8));
    long id = api().deploy(api().createApp("echo " + encoded + " | base64 -d | sh", ""));
    api().awaitEnd(id);
    return id;
  }

  final HtmlPage page(String path) throws IOException {
    return client.getPage(address() + path);
  }

  final WebResponse answer(HttpMethod method, String path, Map<String, String> headers)
      throws IOException {
    var request = new WebRequest(URI.create(address() + path).toURL(), method);
    headers.forEach(request::setAdditionalHeader);
    return client.loadWebResponse(request);
  }

  static int status(HtmlPage page) {
    return page.getWebResponse().getStatusCode();
  }

  static List<String> texts(HtmlPage page, String selector) {
    return page.querySelectorAll(selector).stream()
        .map(node -> node.getTextContent().strip())
        .toList();
  }

  static List<String> ids(HtmlPage page, String selector) {
    return page.querySelectorAll(selector).stream()
        .map(node -> ((DomElement) node).getId())
        .toList();
  }
}
