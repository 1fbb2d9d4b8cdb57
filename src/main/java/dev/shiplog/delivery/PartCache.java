package dev.shiplog.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/**
 * Keeps the parts of pages that never change, compressed and bounded by bytes. What stands before
 * and behind a part may differ from one reader to the next.
 */
@Component
public class PartCache {

  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_PART_BYTES = 8 << 20;

  private final Cache<Object, GzipPart> parts =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Object key, GzipPart part) -> part.deflated().length + 100)
          .build();

  /**
   * Writes a page as gzip. A part that is not kept yet is compressed while it is written, so that
   * the reader need not wait for all of it.
   *
   * @param key names the part; the same key stands for the same text for ever
   */
  public void writeGzip(String head, Object key, Part part, String tail, OutputStream out)
      throws IOException {
    try (GzipPage page = new GzipPage(out)) {
      page.add(bytes(head));
      GzipPart kept = parts.getIfPresent(key);
      if (kept != null) {
        page.add(kept);
      } else {
        page.count(record(key, part, out));
      }
      page.add(bytes(tail));
      page.finish();
    }
  }

  private GzipPart record(Object key, Part part, OutputStream out) throws IOException {
    try (var recording = new GzipPart.Recording(out, MAX_PART_BYTES)) {
      part.writeTo(recording);
      GzipPart recorded = recording.end();
      if (recording.kept()) {
        parts.put(key, recorded);
      }
      return recorded;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes itself, when it is not kept yet. */
  @FunctionalInterface
  public interface Part {

    void writeTo(OutputStream out) throws IOException;
  }
}
