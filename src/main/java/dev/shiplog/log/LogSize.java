package dev.shiplog.log;

/**
 * How large a log is.
 *
 * @param lines complete lines
 * @param bytes bytes of those lines
 */
public record LogSize(long lines, long bytes) {}
