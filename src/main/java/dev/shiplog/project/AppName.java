package dev.shiplog.project;

import java.util.Comparator;

/** An app in a list: what it is called and where it belongs. */
public record AppName(long id, long projectId, String projectName, String name) {

  /** By project and name, whatever their case. */
  static final Comparator<AppName> ORDER =
      Comparator.comparing(AppName::projectName, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(AppName::projectId)
          .thenComparing(AppName::name, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(AppName::id);

  static AppName of(App app) {
    return new AppName(app.id(), app.projectId(), app.projectName(), app.name());
  }
}
