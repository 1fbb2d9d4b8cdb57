package dev.shiplog.runner;

/**
 * What was checked out.
 *
 * @param hash in full, hexadecimal
 * @param subject the message's first paragraph on one line, of any length; may hold a secret
 * @param author as "Name &lt;mail&gt;", of any length; may hold a secret
 */
record Commit(String hash, String subject, String author) {}
