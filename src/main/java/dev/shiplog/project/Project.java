package dev.shiplog.project;

import java.time.Instant;
import java.util.List;

/**
 * A group of apps with an owner and members: the unit of access.
 *
 * @param members usernames without the owner, in alphabetical order
 */
public record Project(
    long id, String name, String owner, List<String> members, Instant createdAt) {}
