package dev.shiplog.account;

/**
 * Who is asking: the signed-in user, as every question of access sees them.
 *
 * @param id the user's id
 * @param username lower case, unique
 * @param admin whether the user may see and do everything
 */
public record Viewer(long id, String username, boolean admin) {}
