package dev.shiplog.web;

import dev.shiplog.delivery.PartCache;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.View;

/**
 * A compressed page whose largest part, the log, is the same for every reader and kept; what stands
 * around it is rendered for each.
 *
 * @param around renders the page with the pieces that the model's "chunks" holds
 * @param key names the log's part for ever
 */
record StitchedPage(View around, PartCache cache, Object key, Iterable<String> log)
    implements View {

  /** Cannot come from anywhere else, because all other text is escaped. */
  private static final String PLACE = "<!--log-->";

  @Override
  public void render(
      @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    Map<String, Object> marked = new HashMap<>(model == null ? Map.of() : model);
    marked.put("chunks", List.of(PLACE));
    var captured = new Captured(response);
    around.render(marked, request, captured);
    String page = captured.text();
    int place = page.indexOf(PLACE);
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    cache.writeGzip(
        page.substring(0, place),
        key,
        log,
        page.substring(place + PLACE.length()),
        response.getOutputStream());
  }

  private static final class Captured extends HttpServletResponseWrapper {

    private final StringWriter text = new StringWriter();
    private final PrintWriter writer = new PrintWriter(text);

    Captured(HttpServletResponse response) {
      super(response);
    }

    @Override
    public PrintWriter getWriter() {
      return writer;
    }

    @Override
    public void flushBuffer() {
      // There is nothing to send before all is captured.
    }

    String text() {
      writer.flush();
      return text.toString();
    }
  }
}
