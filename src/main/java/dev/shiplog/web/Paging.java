package dev.shiplog.web;

import dev.shiplog.deployment.DeploymentPage;
import java.util.Optional;

/**
 * Where a list stands and how to move in it.
 *
 * @param newer address of the page before, if there is one
 * @param older address of the page after, if there is one
 */
record Paging(int page, long pages, long total, Optional<String> newer, Optional<String> older) {

  /** How many there are, in words. */
  public String count() {
    return total == 1 ? "1 deployment" : total + " deployments";
  }

  static Paging of(DeploymentPage list, String address) {
    String base = address + (address.contains("?") ? "&" : "?") + "page=";
    return new Paging(
        list.page(),
        list.pages(),
        list.total(),
        list.page() > 1 ? Optional.of(base + (list.page() - 1)) : Optional.empty(),
        list.page() < list.pages() ? Optional.of(base + (list.page() + 1)) : Optional.empty());
  }
}
