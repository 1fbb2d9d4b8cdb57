package dev.shiplog.account;

import java.time.Instant;

/**
 * A user as administrators see them.
 *
 * @param username lower case, unique, never changes
 * @param createdAt to the millisecond
 */
public record Account(long id, String username, Role role, Instant createdAt) {}
