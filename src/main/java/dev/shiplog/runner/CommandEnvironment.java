package dev.shiplog.runner;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.project.App;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The variables that an app's commands see: a few of Shiplog's, then the app's own. Nothing of the
 * server's is passed on.
 */
final class CommandEnvironment {

  private static final int SLUG_MAX = 60;

  private CommandEnvironment() {}

  static Map<String, String> of(
      App app, Map<String, String> secrets, Deployment deployment, Path home) {
    Map<String, String> variables = new HashMap<>();
    variables.put("HOME", home.toString());
    variables.put("LANG", "C.UTF-8");
    variables.put("CI", "true");
    variables.putAll(app.environment());
    variables.putAll(secrets);
    variables.put("SHIPLOG_DEPLOYMENT_ID", Long.toString(deployment.id()));
    variables.put("SHIPLOG_NUMBER", Integer.toString(deployment.number()));
    variables.put("SHIPLOG_COMMIT", deployment.commitHash().orElse(""));
    variables.put("SHIPLOG_APP_SLUG", slug(app));
    return variables;
  }

  /** Fit for a Docker image or container name; unique through the id. */
  private static String slug(App app) {
    String words = app.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String name = words.replaceAll("^-+|-+$", "");
    return (name.isEmpty() ? "app" : name.substring(0, Math.min(SLUG_MAX, name.length())))
            .replaceAll("-+$", "")
        + "-"
        + app.id();
  }
}
