package dev.shiplog.deployment;

import java.util.List;

/**
 * A part of a list.
 *
 * @param page from 1
 * @param size items a page, 1 to 200
 * @param total items in the whole list
 */
public record DeploymentPage(List<Deployment> items, int page, int size, long total) {

  /** Number of pages, at least 1. */
  public long pages() {
    return Math.max(1, (total + size - 1) / size);
  }
}
