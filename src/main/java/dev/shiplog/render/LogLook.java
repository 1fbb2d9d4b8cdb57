package dev.shiplog.render;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * How a reader wants logs to look; remembered in a cookie.
 *
 * @param wrap whether long lines go on in the next row; else they scroll sideways
 */
public record LogLook(Times times, boolean wrap) {

  private static final String COOKIE = "shiplog-look";
  private static final Duration REMEMBERED = Duration.ofDays(365);
  private static final String SCROLL = "scroll";

  /** What is shown of a line's time. */
  public enum Times {
    OFF("off"),
    ABSOLUTE("time of day (UTC)"),
    RELATIVE("since the start");

    private final String label;

    Times(String label) {
      this.label = label;
    }

    /** The word in forms, cookies and class names. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String label() {
      return label;
    }

    private static Optional<Times> of(String word) {
      return Stream.of(values()).filter(times -> times.word().equals(word)).findFirst();
    }
  }

  /** What the reader chose; the default for what they never chose. */
  public static LogLook of(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    String[] words = cookie == null ? new String[0] : cookie.getValue().split("\\.");
    return words.length == 2 ? of(words[0], words[1]) : of("", "");
  }

  /** What a form says; the default for what it says wrongly. */
  public static LogLook of(String times, String wrap) {
    return new LogLook(Times.of(times).orElse(Times.OFF), !wrap.equals(SCROLL));
  }

  /** The classes of the log's element. */
  public String classes() {
    return "log times-" + times.word() + (wrap ? "" : " scroll");
  }

  /** The cookie by which it is remembered. */
  public ResponseCookie cookie(boolean secure) {
    return ResponseCookie.from(COOKIE, times.word() + "." + (wrap ? "wrap" : SCROLL))
        .path("/")
        .maxAge(REMEMBERED)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .build();
  }
}
