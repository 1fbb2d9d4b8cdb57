package dev.shiplog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Templates escape what they show, and carry no script or style of their own, which the content
 * security policy would refuse.
 */
class TemplatesTest {

  private static final Path TEMPLATES = Path.of("src/main/resources/templates");

  /** The one renderer: what it hands to its templates is escaped already. */
  private static final Path RENDERER = TEMPLATES.resolve("render");

  private static final Pattern HANDLER = Pattern.compile("(th:|data-th-)?on[a-z]+|hx-on.*");
  private static final Pattern STYLE = Pattern.compile("(th:|data-th-)?style(append)?");
  private static final Pattern UNESCAPED = Pattern.compile("(data-)?th[:-]utext");
  private static final Pattern SCRIPT_INLINING = Pattern.compile("(data-)?th[:-]inline");

  @Test
  void everyTemplateIsEscapedAndFreeOfInlineCode() throws IOException {
    assumeTrue(Files.isDirectory(TEMPLATES), "there are no templates yet");
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      List<Path> templates = files.filter(file -> file.toString().endsWith(".html")).toList();

      assertThat(templates).isNotEmpty();
      assertThat(templates).allSatisfy(file -> assertThat(faults(file)).isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p th:utext=\"${name}\"></p>",
        "<p data-th-utext=\"${name}\"></p>",
        "<p>[(${name})]</p>",
        "<tr style=\"color: red\"></tr>",
        "<p th:style=\"${color}\"></p>",
        "<p th:styleappend=\"${color}\"></p>",
        "<style>p { color: red }</style>",
        "<script>alert(1)</script>",
        "<script src=\"/a.js\">alert(1)</script>",
        "<script th:inline=\"javascript\" src=\"/a.js\"></script>",
        "<script></script>",
        "<button\n  ONCLICK=\"go()\">Go</button>",
        "<body th:onload=\"go()\"></body>",
        "<div hx-on:click=\"go()\"></div>",
        "<a href=\"javascript:go()\">Go</a>",
        "<meta http-equiv=\"Refresh\" content=\"5\">"
      })
  void faultIsFound(String template) {
    assertThat(faults(template, false)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p th:text=\"${name}\">[[${name}]]</p>",
        "<script src=\"/a.js\" defer></script>",
        "<script th:src=\"@{/a.js}\"></script>",
        "<link rel=\"stylesheet\" th:href=\"@{/a.css}\">",
        "<meta charset=\"utf-8\"><meta http-equiv=\"x-ua-compatible\" content=\"ie=edge\">",
        "<th>On</th><option value=\"on\">style=\"\"</option>"
      })
  void harmlessTemplateIsLeftAlone(String template) {
    assertThat(faults(template, false)).isEmpty();
  }

  @Test
  void rendererMayInsertWhatIsReady() {
    assertThat(faults("<th:block th:utext=\"${lines}\"/>[(${lines})]", true)).isEmpty();
    assertThat(faults("<p onclick=\"go()\" th:utext=\"${lines}\"></p>", true)).hasSize(1);
  }

  private static List<String> faults(Path template) throws IOException {
    return faults(Files.readString(template), template.startsWith(RENDERER));
  }

  private static List<String> faults(String template, boolean renderer) {
    List<String> faults = new ArrayList<>();
    if (!renderer && template.contains("[(")) {
      faults.add("unescaped [(…)]");
    }
    // As XML, because the HTML parser drops what stands outside of its usual parent.
    for (Element element : Jsoup.parse(template, Parser.xmlParser()).getAllElements()) {
      addFaults(element, renderer, faults);
    }
    return faults;
  }

  private static void addFaults(Element element, boolean renderer, List<String> faults) {
    String tag = element.normalName();
    if (tag.equals("style")) {
      faults.add("inline style sheet");
    }
    if (tag.equals("script") && !isExternalScript(element)) {
      faults.add("script without src or with a body: " + element);
    }
    if (element.attr("http-equiv").equalsIgnoreCase("refresh")) {
      faults.add("meta refresh");
    }
    for (Attribute attribute : element.attributes()) {
      String name = attribute.getKey().toLowerCase(Locale.ROOT);
      boolean unescaped = UNESCAPED.matcher(name).matches() && !renderer;
      boolean inline =
          HANDLER.matcher(name).matches()
              || STYLE.matcher(name).matches()
              || SCRIPT_INLINING.matcher(name).matches()
              || attribute.getValue().strip().toLowerCase(Locale.ROOT).startsWith("javascript:");
      if (unescaped || inline) {
        faults.add(attribute.toString());
      }
    }
  }

  private static boolean isExternalScript(Element script) {
    return (script.hasAttr("src") || script.hasAttr("th:src")) && script.html().isBlank();
  }
}
