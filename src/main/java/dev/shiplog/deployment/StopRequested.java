package dev.shiplog.deployment;

/** Somebody wants a running deployment stopped; published after the commit. */
public record StopRequested(long deploymentId) {}
