package dev.shiplog.log;

/**
 * Where a text has what is looked for.
 *
 * @param start offset of the first char
 * @param end offset after the last char; more than start
 */
public record TextMatch(int start, int end) {}
