package dev.shiplog.live;

/** The way to one viewer. One message is under way at a time; nothing here waits for the peer. */
interface ViewerChannel {

  /**
   * Sends; calls {@code sent} when the peer's connection has taken the message, {@code broken} when
   * it never will.
   */
  void send(String message, Runnable sent, Runnable broken);

  /** Asks whether the peer is still there. False: it is known to be gone. */
  boolean ping();

  /** Ends the channel. Codes are those of RFC 6455, section 7.4.1. */
  void close(int code, String reason);

  /** Calls back when the connection has ended, whoever ended it; at once if it has already. */
  void whenGone(Runnable gone);
}
