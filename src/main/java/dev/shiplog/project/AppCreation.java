package dev.shiplog.project;

import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ForbiddenException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may make projects and apps, and with them have commands run on this machine.
 *
 * @param createdBy everybody who has an account, or administrators
 */
@ConfigurationProperties("shiplog.apps")
public record AppCreation(@DefaultValue("everybody") Creators createdBy) {

  /** Those who may. */
  public enum Creators {
    EVERYBODY,
    ADMINISTRATORS
  }

  /** Whether this one may. */
  public boolean allows(Viewer viewer) {
    return viewer.admin() || createdBy == Creators.EVERYBODY;
  }

  /** Refuses those who may not: {@link ForbiddenException}. */
  public void require(Viewer viewer) {
    if (!allows(viewer)) {
      throw new ForbiddenException(
          "only administrators make projects and apps on this server; ask one of them");
    }
  }
}
