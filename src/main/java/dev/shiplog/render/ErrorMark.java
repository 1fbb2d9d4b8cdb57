package dev.shiplog.render;

/**
 * Tells which lines speak of an error, in the words of common tools. A guess that leads the eye;
 * nothing depends on it.
 */
final class ErrorMark {

  private ErrorMark() {}

  /** Whether the text speaks of an error. */
  static boolean in(String text) {
    return word(text, "rror")
        || text.contains("ERROR ")
        || word(text, "RROR")
        || text.contains("ERR!")
        || text.contains("FAILED")
        || text.contains("FAILURE")
        || text.contains("fatal:")
        || text.contains("panic:")
        || text.contains("Exception:")
        || text.contains("Exception in thread")
        || text.contains("Traceback (most recent call last)")
        || text.contains("npm error")
        || text.contains("command not found")
        || text.contains("returned a non-zero code");
  }

  /** "error:", "Error!", "[ERROR]", "error[E0308]", but neither "errors: 0" nor "error-prone". */
  private static boolean word(String text, String tail) {
    for (int at = text.indexOf(tail); at >= 0; at = text.indexOf(tail, at + 1)) {
      int after = at + tail.length();
      if (after < text.length() && ":!][".indexOf(text.charAt(after)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
