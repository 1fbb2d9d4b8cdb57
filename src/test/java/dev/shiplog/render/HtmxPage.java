package dev.shiplog.render;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** A page's log that carries out the two kinds of out-of-band swaps as htmx does. */
final class HtmxPage {

  private static final Pattern SWAP = Pattern.compile("(beforeend|innerHTML):#([A-Za-z0-9-]+)");

  private final Document page;

  HtmxPage(String log) {
    page = Jsoup.parseBodyFragment("<section id=\"log\">" + log + "</section>");
    page.outputSettings().prettyPrint(false);
  }

  void receive(String fragment) {
    for (Element piece : List.copyOf(Jsoup.parseBodyFragment(fragment).body().children())) {
      Matcher swap = SWAP.matcher(piece.attr("hx-swap-oob"));
      if (!swap.matches()) {
        throw new AssertionError("not a known swap: " + piece);
      }
      Element target = page.getElementById(swap.group(2));
      if (target == null) {
        throw new AssertionError("no element " + swap.group(2) + " for " + piece);
      }
      if (swap.group(1).equals("innerHTML")) {
        target.empty();
      }
      for (Node node : List.copyOf(piece.childNodes())) {
        target.appendChild(node);
      }
    }
  }

  List<Element> select(String selector) {
    return page.select(selector);
  }

  String log() {
    return page.getElementById("log").html();
  }
}
