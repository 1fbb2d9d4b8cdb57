package dev.shiplog.terminal;

import static dev.shiplog.terminal.TerminalLines.html;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.terminal.Terminal.Output;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Whatever a log holds, only allow-listed elements and attributes come out. */
class HostileTextTests {
  private static final Pattern CLASSES =
      Pattern.compile(
          "((fg|bg)(\\d|1[0-5])|b|d|i|u|s|inv|hid)( (bg(\\d|1[0-5])|b|d|i|u|s|inv|hid))*");
  private static final Pattern UNSAFE =
      Pattern.compile(
          "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff]");

  private static final List<String> CORPUS =
      List.of(
          "<script>alert(1)</script>",
          "</pre></li></ol><img src=x onerror=alert(1)>",
          "\" onmouseover=\"alert(1)\" x='\" autofocus onfocus='alert(1)",
          "&lt;script&gt; &#60;b&#62; &amp;amp; &nbsp;",
          "<svg onload=alert(1)><math><mi xlink:href='javascript:alert(1)'>",
          "${7*7} [[${1}]] [(${1})] th:utext=\"x\" <p th:text='${x}'>",
          "<div hx-get=/x hx-trigger=load hx-swap-oob=\"true\" id=log>",
          "<li id=L1 hx-swap-oob=outerHTML:#monitor>",
          "<!-- <![CDATA[ ]]> --><textarea><title><noscript><plaintext>",
          "\u001b]8;;javascript:alert(1)\u0007x\u001b]8;;\u0007",
          "\u001b]8;;JaVa\tScRiPt:alert(1)\u001b\\x\u001b]8;;\u001b\\",
          "\u001b]8;;data:text/html,<script>alert(1)</script>\u0007x\u001b]8;;\u0007",
          "\u001b]8;;https://a.example/\"onclick=\"alert(1)\u0007<b>x\u001b]8;;\u0007",
          "\u001b]8;;https://a.example/'><script>\u0007x",
          "https://a.example/\"onclick=alert(1)//<script> http://b.example/'x'`y`{z}",
          "http://a.example/" + "(".repeat(200) + "x https://[<b>]",
          "\u001b]0;<b>never ended",
          "\u001bPnever <b>ended",
          "\u001b_\u001b^\u001bX<i>",
          "\u0090\u0098\u009b31m\u009d8;;https://c.example\u009c\u009e\u009f<u>",
          "\u001b[" + "1;".repeat(5000) + "31m<b>",
          "\u001b[38;2;9999;-1;<b>m\u001b[48;5;99999999999m\u001b[38:2:::::m",
          "\u202eevil\u202c \u2066x\u2069 \u200f\u200e\u061c",
          "a" + "\u0300\u200b\u200d".repeat(500),
          "\u0000\ufeff\ufffe\uffff\ud83d",
          "{\"stream\":\"\\u003cscript\\u003e\\u001b]8;;javascript:x\\u0007y\\ud800\\u0000\"}",
          "{\"status\":\"<b>\",\"id\":\"\\\"><i>\",\"progress\":\"</pre>\"}",
          "Step 1/1 : <b>\r\u001b[2K##[group]<i>\b\b\b\u001b[999999999C<u>\u001b[3D\u001b[2P",
          "\u001b[2A<b>\u001b[9B\u001b]8;;https://d.example\u0007&\u001bM\u001b[J\u001b7<i>\u001b[A\u001b8",
          "\u001b[99F\u001b[s<script>\u001b[999999999Balert(1)\u001b[u\u001b[H\u001b[2J</pre>",
          "\u001b[31;1;7;8m\u001b[999G<\t>\u001b[1K&\u001b[X");

  @Test
  void theCorpusAsItIs() {
    Terminal terminal = new Terminal();
    for (String text : CORPUS) {
      check(terminal, text.getBytes(UTF_8));
    }
  }

  @Test
  void theCorpusSplitAtEveryByte() {
    for (String text : CORPUS) {
      byte[] bytes = text.getBytes(UTF_8);
      for (int i = 0; i <= Math.min(bytes.length, 300); i++) {
        Terminal terminal = new Terminal();
        check(terminal, Arrays.copyOf(bytes, i));
        check(terminal, Arrays.copyOfRange(bytes, i, bytes.length));
        check(terminal, "\u001b\\<b>after</b>".getBytes(UTF_8));
      }
    }
  }

  @Test
  void theCorpusShuffled() {
    Random random = new Random(42);
    Terminal terminal = new Terminal();
    for (int i = 0; i < 20_000; i++) {
      check(terminal, scrambled(random));
    }
  }

  @Test
  void lettersSurviveWhereNothingIsAControl() {
    String line = "</pre><script>${x} [[y]] hx-get th:text & \" '";
    assertThat(Jsoup.parseBodyFragment(html(TerminalLines.line(line))).text()).isEqualTo(line);
  }

  private static byte[] scrambled(Random random) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int piece = 0; piece <= random.nextInt(4); piece++) {
      byte[] bytes = CORPUS.get(random.nextInt(CORPUS.size())).getBytes(UTF_8);
      int from = random.nextInt(bytes.length);
      int to = from + random.nextInt(Math.min(bytes.length - from, 80) + 1);
      line.write(bytes, from, to - from);
      if (random.nextInt(4) == 0) {
        line.write(random.nextInt(256));
      }
    }
    return new String(line.toByteArray(), ISO_8859_1).replace("\n", "").getBytes(ISO_8859_1);
  }

  private static void check(Terminal terminal, byte[] bytes) {
    Output output = terminal.line(bytes, bytes.length);
    output.own().ifPresent(HostileTextTests::check);
    output.redrawn().forEach(redrawn -> check(redrawn.line()));
  }

  private static void check(StyledLine line) {
    String html = html(line);
    Element body = Jsoup.parseBodyFragment("<pre id=around>x" + html + "</pre>").body();
    Element around = body.child(0);
    assertThat(body.childNodeSize()).isEqualTo(1);
    assertThat(around.wholeText()).isEqualTo("x" + line.text());
    assertThat(UNSAFE.matcher(line.text()).find()).as(html).isFalse();
    for (Element element : around.getAllElements()) {
      if (element != around) {
        checkElement(element);
      }
    }
  }

  private static void checkElement(Element element) {
    switch (element.tagName()) {
      case "span" -> {
        assertThat(names(element)).containsExactly("class");
        assertThat(element.attr("class")).matches(CLASSES);
      }
      case "a" -> {
        assertThat(names(element)).containsExactly("href", "rel", "tabindex");
        assertThat(element.attr("href")).matches("(?i)https?://[a-z0-9\\[][!-~]*");
        assertThat(element.attr("rel")).isEqualTo("noopener noreferrer nofollow");
        assertThat(element.attr("tabindex")).isEqualTo("-1");
      }
      default -> throw new AssertionError("Unexpected element " + element.outerHtml());
    }
  }

  private static List<String> names(Element element) {
    return element.attributes().asList().stream().map(Attribute::getKey).toList();
  }
}
