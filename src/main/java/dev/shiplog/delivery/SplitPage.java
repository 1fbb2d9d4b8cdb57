package dev.shiplog.delivery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.View;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A page that was rendered without its log, which is sent in a way of its own.
 *
 * @param head what stands before the log
 * @param tail what stands behind it
 */
public record SplitPage(String head, String tail) {

  /** Cannot come from anywhere else, because all other text is escaped. */
  private static final String PLACE = "<!--log-->";

  /**
   * Renders the page; the response gets the headers and nothing else yet.
   *
   * @param view writes the log's pieces that the model's "chunks" holds
   * @throws Exception whatever the view throws
   */
  public static SplitPage of(
      View view, Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    Map<String, Object> marked = new HashMap<>(model);
    marked.put("chunks", List.of(PLACE));
    var captured = new ContentCachingResponseWrapper(response);
    view.render(marked, request, captured);
    captured.flushBuffer(); // Only into the wrapper.
    String page = new String(captured.getContentAsByteArray(), StandardCharsets.UTF_8);
    int place = page.indexOf(PLACE);
    return new SplitPage(page.substring(0, place), page.substring(place + PLACE.length()));
  }
}
