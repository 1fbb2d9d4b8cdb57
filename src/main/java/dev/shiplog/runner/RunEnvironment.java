package dev.shiplog.runner;

import dev.shiplog.deployment.DeploymentQueue;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogStore;
import org.springframework.stereotype.Component;

/** What every run works with. */
@Component
record RunEnvironment(
    DeploymentQueue queue,
    Deployments deployments,
    LogStore store,
    Workspaces workspaces,
    GitCheckout git,
    RunnerSettings settings) {}
