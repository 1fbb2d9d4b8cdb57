package dev.shiplog.account;

/**
 * There is a new user; published inside the transaction.
 *
 * @param username lower case
 */
public record AccountCreated(long id, String username) {}
