package dev.shiplog.scenario;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;

/** Reads the monitor in an HtmlUnit browser. */
final class Monitor {

  private Monitor() {}

  /** Signs in through the form and opens the deployment. */
  static HtmlPage open(WebClient client, String address, String name, String password, long id)
      throws IOException {
    signIn(client, address, name, password);
    return client.getPage(address + "/deployments/" + id);
  }

  /** Signs in through the form. */
  static void signIn(WebClient client, String address, String name, String password)
      throws IOException {
    HtmlPage login = client.getPage(address + "/login");
    ((HtmlInput) login.getElementByName("username")).setValue(name);
    ((HtmlInput) login.getElementByName("password")).setValue(password);
    login.<DomElement>querySelector("main form button").click();
  }

  /** The text of the first element that matches; empty if none does. */
  static String text(HtmlPage page, String selector) {
    DomElement found = page.querySelector(selector);
    return found == null ? "" : found.getTextContent().strip();
  }

  /** Whether an element matches. */
  static boolean has(HtmlPage page, String selector) {
    return page.querySelector(selector) != null;
  }

  /** The ids of the lines, in the order of the page. */
  static List<String> lineIds(HtmlPage page) {
    return page.querySelectorAll("#log li").stream()
        .map(line -> ((DomElement) line).getId())
        .toList();
  }

  /** L1, L2 and so on to the last line. */
  static List<String> idsTo(long last) {
    return LongStream.rangeClosed(1, last).mapToObj(line -> "L" + line).toList();
  }
}
