package dev.shiplog.project;

import java.util.List;

/** An app and its deployments are gone; published after the commit. */
public record AppDeleted(long appId, List<Long> deploymentIds) {}
