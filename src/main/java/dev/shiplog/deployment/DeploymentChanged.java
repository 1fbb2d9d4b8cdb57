package dev.shiplog.deployment;

/** A deployment has a new state; published after the commit, with the state that was committed. */
public record DeploymentChanged(Deployment deployment) {}
