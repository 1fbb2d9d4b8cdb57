package dev.shiplog.project;

import java.util.List;

/**
 * An app and its deployments are gone; published inside the transaction, to be heard after its
 * commit.
 */
public record AppDeleted(long appId, List<Long> deploymentIds) {}
