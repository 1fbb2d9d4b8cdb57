package dev.shiplog.crash;

import java.util.Optional;

/** A deployment that the server has acknowledged, with all that any reader was shown of it. */
final class Deployed {

  private final long id;
  private final long app;
  private final int number;
  private final Script script;
  private final StringBuilder shown = new StringBuilder();
  private boolean claimed;
  private Optional<String> end = Optional.empty();
  private boolean checked;
  private int bytes;

  Deployed(long id, long app, int number, Script script) {
    this.id = id;
    this.app = app;
    this.number = number;
    this.script = script;
  }

  long id() {
    return id;
  }

  long app() {
    return app;
  }

  int number() {
    return number;
  }

  Script script() {
    return script;
  }

  /** A reader was shown this much of the log, from its start; one character for each byte. */
  synchronized void shown(StringBuilder log) {
    if (!checked && log.length() > shown.length()) {
      shown.append(log, shown.length(), log.length());
    }
  }

  /** The most that a reader was shown. */
  synchronized String shown() {
    return shown.toString();
  }

  /** A reader was shown this status. */
  synchronized void shownStatus(String status) {
    claimed |= !status.equals("pending") && !status.equals("stopped");
    if (isEnd(status)) {
      end = Optional.of(status);
    }
  }

  /** Whether somebody knows that it was started. */
  synchronized boolean claimed() {
    return claimed;
  }

  /** How it ended, if somebody knows. */
  synchronized Optional<String> end() {
    return end;
  }

  /** Its whole log was found to be right. */
  synchronized void checked(int logBytes) {
    checked = true;
    bytes = logBytes;
    shown.setLength(0);
    shown.trimToSize();
  }

  synchronized boolean checked() {
    return checked;
  }

  /** How long its log was when it was checked. */
  synchronized int bytes() {
    return bytes;
  }

  static boolean isEnd(String status) {
    return status.equals("success") || status.equals("failed") || status.equals("stopped");
  }

  @Override
  public String toString() {
    return id + " (" + script + " " + app + " #" + number + ")";
  }
}
