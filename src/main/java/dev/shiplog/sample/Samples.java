package dev.shiplog.sample;

import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.RetriedWhenLocked;
import dev.shiplog.project.App;
import dev.shiplog.project.AppCreation;
import dev.shiplog.project.AppSettings;
import dev.shiplog.project.Apps;
import dev.shiplog.project.Project;
import dev.shiplog.project.Projects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds two apps to try Shiplog with: "shop" deploys in about half a minute, "ledger" fails in its
 * build.
 */
@Component
@RetriedWhenLocked
public class Samples {

  private static final String PROJECT = "Samples";
  private static final int SECONDS = 300;
  private static final List<Sample> SAMPLES =
      List.of(new Sample("shop", Map.of("SHOP_REGION", "north")), new Sample("ledger", Map.of()));

  private final AppCreation creation;
  private final Projects projects;
  private final Apps apps;
  private final SampleRepositories repositories;
  private final TransactionOperations transaction;
  private final Environment environment;

  Samples(
      AppCreation creation,
      Projects projects,
      Apps apps,
      SampleRepositories repositories,
      TransactionOperations transaction,
      Environment environment) {
    this.creation = creation;
    this.projects = projects;
    this.apps = apps;
    this.repositories = repositories;
    this.transaction = transaction;
    this.environment = environment;
  }

  /** The samples' own names, of letters only. */
  static List<String> names() {
    return SAMPLES.stream().map(Sample::name).toList();
  }

  /**
   * Creates a project with both apps, owned by the viewer, as far as it is not there. Needs git on
   * this machine.
   *
   * @return whether there was something to create
   * @throws ForbiddenException on this server only administrators may
   * @throws ConflictException git is missing or takes too long
   */
  public boolean add(Viewer viewer) {
    creation.require(viewer);
    SAMPLES.forEach(sample -> repositories.create(sample.name()));
    return transaction.execute(status -> store(viewer));
  }

  private boolean store(Viewer viewer) {
    Project project = projects.ownOrNew(viewer, PROJECT);
    Set<String> there =
        apps.visibleTo(viewer).stream()
            .filter(app -> app.projectId() == project.id())
            .map(App::name)
            .collect(Collectors.toSet());
    List<Sample> missing =
        SAMPLES.stream().filter(sample -> !there.contains(sample.name())).toList();
    missing.forEach(sample -> apps.create(viewer, project.id(), settings(sample)));
    return !missing.isEmpty();
  }

  private AppSettings settings(Sample sample) {
    return new AppSettings(
        sample.name(),
        address(sample.name()),
        SampleRepositories.BRANCH,
        "sh build.sh",
        "sh deploy.sh",
        sample.variables(),
        Map.of(),
        Optional.of(SECONDS));
  }

  /**
   * This server's own address as its runner reaches it; the port is known once the server listens.
   */
  private String address(String name) {
    String port = environment.getRequiredProperty("local.server.port");
    return "http://127.0.0.1:" + port + SampleRepositories.PATH + name + ".git";
  }

  private record Sample(String name, Map<String, String> variables) {}
}
