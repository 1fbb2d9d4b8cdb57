package dev.shiplog.deployment;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class DeploymentEventsTest {

  @Test
  void aListenerThatBreaksDoesNotMakeTheChangeLookFailed() {
    var events =
        new DeploymentEvents(
            event -> {
              throw new StackOverflowError("in a listener");
            });

    assertThatCode(
            () -> {
              events.publish(new StopRequested(1));
              events.publish(
                  new DeploymentChanged(
                      ExampleDeployment.running(DeploymentStatus.BUILDING, StageTimes.NONE)));
            })
        .doesNotThrowAnyException();
  }
}
