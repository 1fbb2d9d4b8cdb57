package dev.shiplog.runner;

/** Runs the commands of one deployment so that stopping or timing out the deployment ends them. */
@FunctionalInterface
interface CommandRunner {

  /**
   * Runs the command to its end and adds nothing to its output.
   *
   * @return the exit code
   * @throws RunStoppedException when the deployment was stopped or ran out of time
   */
  int run(Command command, Output output);
}
