package dev.shiplog.render;

import dev.shiplog.deployment.DeploymentStatus;

/**
 * One finished deployment in a {@link HistoryView}.
 *
 * @param x its left edge, as its width and middle a share of the drawing's width
 * @param y its upper edge in pixels, as its height
 */
public record HistoryBar(
    StatusView status, String x, String width, String middle, int y, int height) {

  /** For people, e.g. "shop #42: Failed, 2m 5s". */
  public String title() {
    return status.name() + ": " + result() + ", " + status.durationText();
  }

  /** The result's word for people, e.g. "Failed". */
  public String result() {
    return status.deployment().status().label();
  }

  /** A shape that repeats the result, for those that did not succeed; else empty. */
  public String shape() {
    return HistoryView.shape(status.deployment().status());
  }

  boolean is(DeploymentStatus result) {
    return status.deployment().status() == result;
  }
}
