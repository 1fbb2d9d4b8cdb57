package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.problem.DiskFull;
import dev.shiplog.storage.DiskSpace;
import java.util.Optional;

/**
 * What the dashboard says about the server's disk.
 *
 * @param full whether nothing can be stored already
 * @param text whole sentences
 */
record DiskWarning(boolean full, String text) {

  /** Everybody learns that the disk is full; who can do something about it learns it earlier. */
  static Optional<DiskWarning> of(DiskSpace disk, Viewer viewer) {
    return switch (disk.state()) {
      case AMPLE -> Optional.empty();
      case LOW -> Optional.of(new DiskWarning(false, low(disk))).filter(it -> viewer.admin());
      case FULL ->
          Optional.of(
              new DiskWarning(true, DiskFull.MESSAGE + (viewer.admin() ? " " + where(disk) : "")));
    };
  }

  private static String low(DiskSpace disk) {
    return "The server's disk has only %d MB left. Make space before it is full: then nothing can be stored. %s"
        .formatted(disk.free().toMegabytes(), where(disk));
  }

  private static String where(DiskSpace disk) {
    return "It is the disk of " + disk.directory() + ".";
  }
}
