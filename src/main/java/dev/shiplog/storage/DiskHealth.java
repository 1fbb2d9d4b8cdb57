package dev.shiplog.storage;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Tells monitoring about the disk by a status word of its own. It is answered with 200: a server
 * with a full disk still shows everything, and no restart makes space.
 */
@Component
class DiskHealth implements HealthIndicator {

  private final DiskSpace disk;

  DiskHealth(DiskSpace disk) {
    this.disk = disk;
  }

  @Override
  public Health health() {
    return Health.status(status(disk.state())).build();
  }

  private static Status status(DiskSpace.State state) {
    return switch (state) {
      case AMPLE -> Status.UP;
      case LOW -> new Status("DISK_LOW");
      case FULL -> new Status("DISK_FULL");
    };
  }
}
