package dev.shiplog.web;

import dev.shiplog.delivery.PartCache;
import dev.shiplog.delivery.SplitPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

  @Override
  public void render(
      @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    SplitPage page = SplitPage.of(around, model == null ? Map.of() : model, request, response);
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    cache.writeGzip(
        page.head(), key, out -> write(log, out), page.tail(), response.getOutputStream());
  }

  private static void write(Iterable<String> pieces, OutputStream out) throws IOException {
    for (String piece : pieces) {
      out.write(piece.getBytes(StandardCharsets.UTF_8));
    }
  }
}
