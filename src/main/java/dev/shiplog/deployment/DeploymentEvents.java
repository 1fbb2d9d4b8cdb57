package dev.shiplog.deployment;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Tells the server what was committed. A listener that breaks must not make the caller believe that
 * the change itself had failed.
 */
@Component
class DeploymentEvents {

  private static final Logger log = LoggerFactory.getLogger(DeploymentEvents.class);

  private final ApplicationEventPublisher publisher;

  DeploymentEvents(ApplicationEventPublisher publisher) {
    this.publisher = publisher;
  }

  void publish(DeploymentChanged event) {
    publish(event, event.deployment().id());
  }

  void publish(StopRequested event) {
    publish(event, event.deploymentId());
  }

  private void publish(Object event, long deploymentId) {
    try {
      publisher.publishEvent(event);
    } catch (RuntimeException | Error e) {
      log.error(
          "Not everybody heard of a change of deployment {}; an open page may show it late",
          deploymentId,
          e);
    }
  }
}
