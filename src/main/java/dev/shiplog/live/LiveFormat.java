package dev.shiplog.live;

/** What a viewer is sent. */
enum LiveFormat {
  /** Fragments for htmx. */
  HTML,
  /** JSON events for programs. */
  JSON,
  /** Parts of a page that only grows. */
  DOCUMENT,
  /**
   * The stored bytes, each as the character of the same number (ISO 8859-1), so that nothing is
   * changed on the way.
   */
  RAW
}
