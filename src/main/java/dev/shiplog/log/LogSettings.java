package dev.shiplog.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How logs are kept: {@code shiplog.log.*}. The files are in {@code <shiplog.data-dir>/logs}.
 *
 * @param maxLineBytes a longer line is split into pieces of at most this size, each but the last
 *     with a visible mark; default 64KB, from 16 bytes to 16MB
 * @param maxBytes the most that one log holds; further lines are dropped and counted in a last
 *     line; default 100MB
 * @param pageLines lines on one page of a finished log; default 10000, 1 or more
 * @param fsync whether lines are forced to the disk before they count as stored, so that they also
 *     survive a power cut; default false: they survive a kill of the server
 */
@ConfigurationProperties("shiplog.log")
public record LogSettings(
    @DefaultValue("64KB") DataSize maxLineBytes,
    @DefaultValue("100MB") DataSize maxBytes,
    @DefaultValue("10000") int pageLines,
    @DefaultValue("false") boolean fsync) {

  /** The most bytes that {@code maxLineBytes} may be. */
  static final int LONGEST_LINE = 16 << 20;

  /** Refuses values out of range: {@link IllegalArgumentException}. */
  public LogSettings {
    Assert.isTrue(
        maxLineBytes.toBytes() >= 16 && maxLineBytes.toBytes() <= LONGEST_LINE,
        "shiplog.log.max-line-bytes must be from 16B to 16MB");
    Assert.isTrue(!maxBytes.isNegative(), "shiplog.log.max-bytes must not be negative");
    Assert.isTrue(pageLines >= 1, "shiplog.log.page-lines must be 1 or more");
  }
}
