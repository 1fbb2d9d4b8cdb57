package dev.shiplog.runner;

import dev.shiplog.log.LogStream;

/** Takes what a process writes, as it comes. */
@FunctionalInterface
interface Output {

  /**
   * Called for one piece at a time, never twice at once for one process. The process waits while
   * this takes its time. What it throws ends the process and comes out of {@link
   * ProcessGroup#await}.
   *
   * @param buffer holds the piece until this returns
   */
  void accept(LogStream stream, byte[] buffer, int offset, int length);
}
