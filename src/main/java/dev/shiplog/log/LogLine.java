package dev.shiplog.log;

import java.time.Instant;

/**
 * One stored line.
 *
 * @param number from 1, without gaps
 * @param stream where it came from
 * @param time when it was stored, milliseconds precision
 * @param bytes as stored, with the newline that ends it (absent on a last line that was never
 *     ended)
 */
public record LogLine(long number, LogStream stream, Instant time, byte[] bytes) {}
