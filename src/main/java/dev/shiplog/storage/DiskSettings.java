package dev.shiplog.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * What is watched on the disk of the data directory: {@code shiplog.disk.*}.
 *
 * @param warnBelow with less free space than this, administrators and {@code /actuator/health} are
 *     warned; default 1GB, 0 for never
 */
@ConfigurationProperties("shiplog.disk")
record DiskSettings(@DefaultValue("1GB") DataSize warnBelow) {

  /** Refuses values out of range: {@link IllegalArgumentException}. */
  DiskSettings {
    Assert.isTrue(!warnBelow.isNegative(), "shiplog.disk.warn-below must not be negative");
  }
}
