package dev.shiplog.project;

import dev.shiplog.account.Viewer;
import dev.shiplog.encryption.Encryption;
import dev.shiplog.encryption.UnreadableSecretException;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.problem.RetriedWhenLocked;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** All apps, as far as the one who asks may see them. */
@Repository
@RetriedWhenLocked
public class Apps {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final AppCreation creation;
  private final AppRules rules;
  private final Projects projects;
  private final AppVariables variables;
  private final Encryption encryption;
  private final TransactionOperations transaction;
  private final ApplicationEventPublisher events;

  Apps(
      JdbcClient jdbc,
      Clock clock,
      AppCreation creation,
      AppRules rules,
      Projects projects,
      AppVariables variables,
      Encryption encryption,
      TransactionOperations transaction,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.creation = creation;
    this.rules = rules;
    this.projects = projects;
    this.variables = variables;
    this.encryption = encryption;
    this.transaction = transaction;
    this.events = events;
  }

  /** The apps the viewer may see, by project and name. */
  public List<App> visibleTo(Viewer viewer) {
    Map<Long, AppVariables.Shown> byApp = variables.visibleTo(viewer);
    return select("WHERE " + ProjectAccess.VISIBLE)
        .params(ProjectAccess.of(viewer))
        .query(AppRows::shown)
        .list()
        .stream()
        .map(app -> app.with(byApp.getOrDefault(app.id(), AppVariables.Shown.none())))
        .sorted(Comparator.comparing(AppName::of, AppName.ORDER))
        .toList();
  }

  /**
   * One app.
   *
   * @throws NotFoundException unknown, or not for this viewer
   */
  public App get(Viewer viewer, long id) {
    return select("WHERE a.id = :id AND " + ProjectAccess.VISIBLE)
        .params(ProjectAccess.of(viewer))
        .param("id", id)
        .query(AppRows::shown)
        .optional()
        .map(this::withVariables)
        .orElseThrow(() -> new NotFoundException("app not found"));
  }

  /** One app for the server's own work, without asking who wants it. */
  public Optional<App> find(long id) {
    return select("WHERE a.id = :id")
        .param("id", id)
        .query(AppRows::shown)
        .optional()
        .map(this::withVariables);
  }

  /**
   * One app with the whole address of its repository, password included, for the runner only.
   *
   * @throws UnreadableSecretException the password cannot be decrypted
   */
  public Optional<App> findToRun(long id) {
    return select("WHERE a.id = :id")
        .param("id", id)
        .query((rs, n) -> AppRows.whole(rs, encryption))
        .optional()
        .map(this::withVariables);
  }

  /**
   * The values of the app's secrets by name, for the runner only.
   *
   * @throws UnreadableSecretException one cannot be decrypted
   */
  public Map<String, String> secrets(long id) {
    return variables.secrets(id);
  }

  /**
   * Creates an app.
   *
   * @throws NotFoundException the project is unknown, or not for this viewer
   * @throws ForbiddenException on this server only administrators may
   * @throws InvalidInputException a setting cannot be accepted
   */
  @Transactional
  public App create(Viewer viewer, long projectId, AppSettings settings) {
    projects.get(viewer, projectId);
    creation.require(viewer);
    AppSettings checked = rules.check(settings);
    requireFreeName(projectId, checked.name(), 0);
    var key = new GeneratedKeyHolder();
    write(
            "INSERT INTO apps (project_id, name, repository, branch, build_command, deploy_command, timeout_seconds, created_at)"
                + " VALUES (:project, :name, '', :branch, :build, :deploy, :timeout, :now)",
            checked)
        .param("project", projectId)
        .param("now", clock.millis())
        .update(key, "id");
    long id = key.getKey().longValue();
    storeRepository(id, checked.repository());
    variables.replace(id, checked);
    return get(viewer, id);
  }

  /**
   * Changes an app; whoever sees it may, else errors as in {@link #create}. A running deployment
   * keeps what it started with.
   */
  @Transactional
  public App update(Viewer viewer, long id, AppSettings settings) {
    App before = get(viewer, id);
    AppSettings checked = rules.check(settings);
    requireFreeName(before.projectId(), checked.name(), id);
    write(
            "UPDATE apps SET name = :name, branch = :branch, build_command = :build, deploy_command = :deploy, timeout_seconds = :timeout WHERE id = :id",
            checked)
        .param("id", id)
        .update();
    if (!checked.repository().equals(before.repository())) {
      storeRepository(id, checked.repository());
    }
    variables.replace(id, checked);
    return get(viewer, id);
  }

  /** The ids of all apps, for the server's own work. */
  public Set<Long> ids() {
    return Set.copyOf(jdbc.sql("SELECT id FROM apps").query(Long.class).list());
  }

  /**
   * Deletes an app with its deployments and their logs.
   *
   * @throws ConflictException one of its deployments is queued or running
   */
  public void delete(Viewer viewer, long id) {
    get(viewer, id);
    // After the transaction, whose connection nobody else has while the logs are deleted.
    events.publishEvent(new AppDeleted(id, transaction.execute(status -> deleteRows(id))));
  }

  private List<Long> deleteRows(long id) {
    // Locks the row first, so that no deployment can be queued between the question and the
    // deletion; asks nothing before it, or MySQL would answer as it was then.
    jdbc.sql("UPDATE apps SET last_number = last_number WHERE id = :id").param("id", id).update();
    int unfinished =
        jdbc.sql(
                "SELECT COUNT(*) FROM deployments WHERE app_id = :id"
                    + " AND status NOT IN ('success', 'failed', 'stopped')")
            .param("id", id)
            .query(Integer.class)
            .single();
    if (unfinished > 0) {
      throw new ConflictException("a deployment of this app is queued or running; stop it first");
    }
    List<Long> deployments =
        jdbc.sql("SELECT id FROM deployments WHERE app_id = :id")
            .param("id", id)
            .query(Long.class)
            .list();
    jdbc.sql("DELETE FROM apps WHERE id = :id").param("id", id).update();
    return deployments;
  }

  /**
   * Takes the app's next deployment number, from 1; holds the app's row until the transaction ends.
   *
   * @throws NotFoundException the app is gone
   */
  public int nextNumber(long id) {
    int rows =
        jdbc.sql("UPDATE apps SET last_number = last_number + 1 WHERE id = :id")
            .param("id", id)
            .update();
    if (rows == 0) {
      throw new NotFoundException("app not found");
    }
    return jdbc.sql("SELECT last_number FROM apps WHERE id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private void requireFreeName(long projectId, String name, long exceptId) {
    int others =
        jdbc.sql(
                "SELECT COUNT(*) FROM apps WHERE project_id = :project AND LOWER(name) = LOWER(:name) AND id <> :id")
            .param("project", projectId)
            .param("name", name)
            .param("id", exceptId)
            .query(Integer.class)
            .single();
    if (others > 0) {
      throw new InvalidInputException(
          "name", "the project already has an app with this name; choose another");
    }
  }

  private JdbcClient.StatementSpec write(String sql, AppSettings settings) {
    return jdbc.sql(sql)
        .param("name", settings.name())
        .param("branch", settings.branch())
        .param("build", settings.buildCommand())
        .param("deploy", settings.deployCommand())
        .param("timeout", settings.timeoutSeconds().orElse(null));
  }

  private void storeRepository(long id, String address) {
    Optional<String> credentials = RepositoryAddress.credentials(address);
    if (credentials.filter(RepositoryAddress.MASK::equals).isPresent()) {
      throw new InvalidInputException(
          "repository",
          "The password is kept only while the address stays the same; write it in place of the "
              + RepositoryAddress.MASK);
    }
    jdbc.sql(
            "UPDATE apps SET repository = :address, repository_credentials = :credentials WHERE id = :id")
        .param("address", RepositoryAddress.withoutCredentials(address))
        .param("credentials", credentials.map(encryption::encrypt).orElse(null))
        .param("id", id)
        .update();
  }

  private JdbcClient.StatementSpec select(String condition) {
    return jdbc.sql(
        "SELECT a.*, p.name AS project_name FROM apps a JOIN projects p ON p.id = a.project_id "
            + condition);
  }

  private App withVariables(App app) {
    return app.with(variables.of(app.id()));
  }
}
