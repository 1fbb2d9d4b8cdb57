package dev.shiplog.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How live connections are kept: {@code shiplog.live.*}.
 *
 * @param beat how often the server speaks on each live connection when there is nothing to say;
 *     default 10s, from 100ms to 15s
 */
@ConfigurationProperties("shiplog.live")
record LiveSettings(@DefaultValue("10s") Duration beat) {

  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  LiveSettings {
    Assert.isTrue(
        beat.compareTo(SHORTEST) >= 0 && beat.compareTo(LONGEST) <= 0,
        "shiplog.live.beat must be from 100ms to 15s");
  }

  /** For how long a peer may take nothing of what it is sent. */
  Duration patience() {
    return beat.multipliedBy(4);
  }
}
