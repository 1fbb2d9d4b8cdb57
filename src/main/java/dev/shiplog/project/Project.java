package dev.shiplog.project;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A group of apps with an owner and members: the unit of access.
 *
 * @param members usernames without the owner, in alphabetical order; also those that no user has
 *     yet
 * @param offeredTo the username of whom it will belong to once they accept
 */
public record Project(
    long id,
    String name,
    String owner,
    List<String> members,
    Optional<String> offeredTo,
    Instant createdAt) {}
