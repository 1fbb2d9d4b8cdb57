package dev.shiplog.sample;

import dev.shiplog.account.Viewer;
import dev.shiplog.project.AppSettings;
import dev.shiplog.project.Apps;
import dev.shiplog.project.Project;
import dev.shiplog.project.Projects;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds two apps to try Shiplog with: "shop" deploys in about half a minute, "ledger" fails in its
 * build.
 */
@Component
public class Samples {

  private static final int SECONDS = 300;

  private final Projects projects;
  private final Apps apps;
  private final SampleRepositories repositories;
  private final Environment environment;

  Samples(Projects projects, Apps apps, SampleRepositories repositories, Environment environment) {
    this.projects = projects;
    this.apps = apps;
    this.repositories = repositories;
    this.environment = environment;
  }

  /** Creates a project with both apps, owned by the viewer. Needs git on this machine. */
  @Transactional
  public Project add(Viewer viewer) {
    Project project = projects.create(viewer, "Samples");
    add(viewer, project, "shop", Map.of("SHOP_REGION", "north"));
    add(viewer, project, "ledger", Map.of());
    return project;
  }

  private void add(Viewer viewer, Project project, String name, Map<String, String> variables) {
    repositories.create(name);
    String deploy = "sh deploy.sh";
    apps.create(
        viewer,
        project.id(),
        new AppSettings(
            name,
            address(name),
            SampleRepositories.BRANCH,
            "sh build.sh",
            deploy,
            variables,
            Map.of(),
            Optional.of(SECONDS)));
  }

  /**
   * This server's own address as its runner reaches it; the port is known once the server listens.
   */
  private String address(String name) {
    String port = environment.getRequiredProperty("local.server.port");
    return "http://127.0.0.1:" + port + SampleRepositories.PATH + name + ".git";
  }
}
