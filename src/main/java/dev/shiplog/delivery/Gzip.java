package dev.shiplog.delivery;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Whether an answer goes out as gzip, and by which tag it is then known (RFC 9110). */
public final class Gzip {

  private static final Pattern ACCEPTED =
      Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

  private Gzip() {}

  /** Whether the client says that it takes gzip. */
  public static boolean acceptedBy(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null && ACCEPTED.matcher(accepted.toLowerCase(Locale.ROOT)).find();
  }

  /**
   * A strong ETag: what is sent as gzip has other bytes than what is sent as it is.
   *
   * @param content names the content, within quotes
   */
  public static String etag(String content, boolean gzip) {
    return "\"" + content + (gzip ? "-gzip\"" : "\"");
  }
}
