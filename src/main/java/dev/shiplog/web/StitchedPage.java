package dev.shiplog.web;

import dev.shiplog.delivery.PartCache;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.View;
import org.springframework.web.util.ContentCachingResponseWrapper;

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
    var captured = new ContentCachingResponseWrapper(response);
    around.render(marked, request, captured);
    captured.flushBuffer(); // Only into the wrapper.
    String page = new String(captured.getContentAsByteArray(), StandardCharsets.UTF_8);
    int place = page.indexOf(PLACE);
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    cache.writeGzip(
        page.substring(0, place),
        key,
        out -> write(log, out),
        page.substring(place + PLACE.length()),
        response.getOutputStream());
  }

  private static void write(Iterable<String> pieces, OutputStream out) throws IOException {
    for (String piece : pieces) {
      out.write(piece.getBytes(StandardCharsets.UTF_8));
    }
  }
}
