package dev.shiplog.runner;

/** Takes what a process writes to its output and its errors, in the order in which it did. */
@FunctionalInterface
interface Output {

  /**
   * Called for one piece at a time, never twice at once for one process. The process waits while
   * this takes its time. What it throws ends the process and comes out of {@link
   * ProcessGroup#await}.
   *
   * @param buffer holds the piece until this returns
   */
  void accept(byte[] buffer, int offset, int length);
}
