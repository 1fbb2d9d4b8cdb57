package dev.shiplog.runner;

/**
 * What was checked out.
 *
 * @param hash in full, hexadecimal
 * @param subject the message's first paragraph on one line, at most 1000 characters
 * @param author as "Name &lt;mail&gt;", at most 500 characters
 */
record Commit(String hash, String subject, String author) {}
