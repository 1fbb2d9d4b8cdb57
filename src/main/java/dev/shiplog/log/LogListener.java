package dev.shiplog.log;

/** Is nudged when a log grew or was completed; must return at once. */
@FunctionalInterface
public interface LogListener {

  /** The log {@code id} has new lines, readable by now. */
  void appended(long id);
}
