package dev.shiplog.render;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** How times read. */
public final class TimeText {

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private TimeText() {}

  /** For people, e.g. "2025-11-14 10:00:00 UTC". */
  public static String utc(Instant time) {
    return UTC.format(time);
  }

  /** For machines, RFC 3339 to the second, e.g. "2025-11-14T10:00:00Z". */
  public static String rfc3339(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Since a start, e.g. "+0:12" or "+1:02:03"; never negative. */
  public static String elapsed(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    String minutes =
        seconds >= 3600 ? seconds / 3600 + ":" + twoDigits(seconds % 3600 / 60) : "" + seconds / 60;
    return "+" + minutes + ":" + twoDigits(seconds % 60);
  }

  /** For people, e.g. "2m 5s"; "0s" for less than a second. */
  public static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    }
    return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
  }

  private static String twoDigits(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }
}
