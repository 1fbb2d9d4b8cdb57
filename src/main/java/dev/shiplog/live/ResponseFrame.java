package dev.shiplog.live;

/**
 * What stands around the messages of a streamed response.
 *
 * @param head before the first message
 * @param tail after the last message
 * @param cut after the last message that could be sent, when the server goes away before the end
 */
record ResponseFrame(String head, String tail, String cut) {

  private static final int COMPLETE = 1000;

  /** Nothing stands around them. */
  static final ResponseFrame NONE = new ResponseFrame("", "", "");

  String end(int code) {
    return code == COMPLETE ? tail : cut;
  }
}
