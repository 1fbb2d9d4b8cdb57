package dev.shiplog.terminal;

/**
 * A part of a line's text.
 *
 * @param start offset of the first char
 * @param end offset after the last char
 */
public record TextRange(int start, int end) {}
