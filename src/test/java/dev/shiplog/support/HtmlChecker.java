package dev.shiplog.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import nu.validator.client.EmbeddedValidator;
import nu.validator.client.EmbeddedValidator.OutputFormat;
import org.xml.sax.SAXException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Nu Html Checker, which says what in a page is not HTML. The attributes that htmx adds to the
 * language are none of its business.
 */
public final class HtmlChecker {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern HTMX =
      Pattern.compile("Attribute “(hx-[a-z-]+|ws-connect)” not allowed on element .*");

  private HtmlChecker() {}

  /** The errors in the page as the server sent it, each with its line and an extract. */
  public static List<String> errors(String html) {
    return JSON.readTree(report(html))
        .path("messages")
        .valueStream()
        .filter(message -> !message.path("type").asString().equals("info"))
        .filter(message -> !HTMX.matcher(message.path("message").asString()).matches())
        .map(HtmlChecker::text)
        .toList();
  }

  private static String report(String html) {
    var validator = new EmbeddedValidator();
    validator.setOutputFormat(OutputFormat.JSON);
    validator.setNoLangDetect(true);
    try {
      return validator.validate(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException e) {
      throw new IllegalStateException("The checker could not read the page", e);
    }
  }

  private static String text(JsonNode message) {
    return "line %d: %s\n    %s"
        .formatted(
            message.path("lastLine").asInt(),
            message.path("message").asString(),
            message.path("extract").asString().replace('\n', ' '));
  }
}
