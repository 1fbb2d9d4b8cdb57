package dev.shiplog.deployment;

import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.problem.RetriedWhenLocked;
import dev.shiplog.problem.UnavailableException;
import dev.shiplog.project.Apps;
import dev.shiplog.project.GitRef;
import dev.shiplog.project.ProjectAccess;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Deployments as people see and order them: lists, queueing, stopping. The runner's side is {@link
 * DeploymentQueue}.
 */
@Repository
@RetriedWhenLocked
public class Deployments {

  /** Most items on one page of a list. */
  public static final int MAX_PAGE_SIZE = 200;

  private static final int IDEMPOTENCY_KEY_MAX = 255;

  private final JdbcClient jdbc;
  private final DeploymentLists lists;
  private final TransactionOperations transaction;
  private final Apps apps;
  private final Clock clock;
  private final DeploymentEvents events;
  private final Shutdown shutdown;

  Deployments(
      JdbcClient jdbc,
      DeploymentLists lists,
      TransactionOperations transaction,
      Apps apps,
      Clock clock,
      DeploymentEvents events,
      Shutdown shutdown) {
    this.jdbc = jdbc;
    this.lists = lists;
    this.transaction = transaction;
    this.apps = apps;
    this.clock = clock;
    this.events = events;
    this.shutdown = shutdown;
  }

  /**
   * One deployment, in one query.
   *
   * @throws NotFoundException unknown, or not for this viewer
   */
  public Deployment get(Viewer viewer, long id) {
    return jdbc.sql(DeploymentRows.SELECT + "WHERE d.id = :id AND " + ProjectAccess.VISIBLE)
        .params(ProjectAccess.of(viewer))
        .param("id", id)
        .query(DeploymentRows::map)
        .optional()
        .orElseThrow(() -> new NotFoundException("deployment not found"));
  }

  /** One deployment for the server's own work, without asking who wants it. */
  public Optional<Deployment> find(long id) {
    return jdbc.sql(DeploymentRows.SELECT + "WHERE d.id = :id")
        .param("id", id)
        .query(DeploymentRows::map)
        .optional();
  }

  /**
   * A page of the list, newest first.
   *
   * @param page from 1
   * @param size 1 to {@link #MAX_PAGE_SIZE}
   */
  public DeploymentPage list(Viewer viewer, DeploymentFilter filter, int page, int size) {
    if (page < 1) {
      throw new InvalidInputException("page", "page must be 1 or more");
    }
    if (size < 1 || size > MAX_PAGE_SIZE) {
      throw new InvalidInputException("size", "size must be 1 to " + MAX_PAGE_SIZE);
    }
    DeploymentLists.Part part = lists.part(viewer, filter, size, (long) (page - 1) * size);
    return new DeploymentPage(part.items(), page, size, part.total());
  }

  /** The newest deployment of every app the viewer may see, by app id. */
  public Map<Long, Deployment> latestByApp(Viewer viewer) {
    return lists.latestByApp(viewer);
  }

  /**
   * Queues a deployment.
   *
   * @param commit hash, tag or branch; empty: the head of the app's branch
   * @param idempotencyKey a repeated key of the same user returns the first deployment
   * @throws NotFoundException the app is unknown, or not for this viewer
   * @throws UnavailableException the server is going away
   */
  public Deployment queue(
      Viewer viewer, long appId, Optional<String> commit, Optional<String> idempotencyKey) {
    commit.ifPresent(ref -> GitRef.require("commit", ref));
    idempotencyKey.ifPresent(Deployments::requireSoundKey);
    apps.get(viewer, appId);
    Optional<Deployment> earlier = idempotencyKey.flatMap(key -> queuedBefore(viewer, key));
    if (earlier.isPresent()) {
      return earlier.get();
    }
    shutdown.refuseNewWork();
    try {
      Deployment queued = insert(viewer, appId, commit, idempotencyKey);
      events.publish(new DeploymentChanged(queued));
      return queued;
    } catch (DuplicateKeyException e) {
      // The same key came twice at the same moment: the other request has queued it.
      return idempotencyKey.flatMap(key -> queuedBefore(viewer, key)).orElseThrow(() -> e);
    }
  }

  /**
   * Queues the same commit again, or what was asked for if no commit had been fetched yet.
   *
   * @throws UnavailableException the server is going away
   */
  public Deployment redeploy(Viewer viewer, long id) {
    Deployment before = get(viewer, id);
    return queue(
        viewer, before.appId(), before.commitHash().or(before::requestedCommit), Optional.empty());
  }

  /**
   * Stops a queued deployment at once, asks the runner to stop a running one.
   *
   * @throws ConflictException it is finished
   */
  public Deployment stop(Viewer viewer, long id) {
    get(viewer, id);
    if (stopPending(viewer, id)) {
      Deployment stopped = get(viewer, id);
      events.publish(new DeploymentChanged(stopped));
      return stopped;
    }
    int rows =
        jdbc.sql(
                "UPDATE deployments SET stop_requested_by = COALESCE(stop_requested_by, :by)"
                    + " WHERE id = :id AND finished_at IS NULL")
            .param("by", viewer.username())
            .param("id", id)
            .update();
    if (rows == 0) {
      throw new ConflictException("deployment " + id + " is already finished");
    }
    events.publish(new StopRequested(id));
    return get(viewer, id);
  }

  /**
   * How many queued deployments will be started before this one, plus one; 0 when it is not queued.
   */
  public long placeInQueue(Deployment deployment) {
    if (deployment.status() != DeploymentStatus.PENDING) {
      return 0;
    }
    return jdbc.sql("SELECT COUNT(*) FROM deployments WHERE status = 'pending' AND id <= :id")
        .param("id", deployment.id())
        .query(Long.class)
        .single();
  }

  private boolean stopPending(Viewer viewer, long id) {
    int rows =
        jdbc.sql(
                "UPDATE deployments SET status = 'stopped', stage = 'stopped', failed_stage = 'pending', message = :message,"
                    + " error_message = :error, stop_requested_by = :by, finished_at = :now"
                    + " WHERE id = :id AND status = 'pending'")
            .param("message", DeploymentStatus.STOPPED.message())
            .param("error", "Stopped by " + viewer.username() + " before it started")
            .param("by", viewer.username())
            .param("now", clock.millis())
            .param("id", id)
            .update();
    return rows == 1;
  }

  private Deployment insert(
      Viewer viewer, long appId, Optional<String> commit, Optional<String> idempotencyKey) {
    return transaction.execute(
        status -> {
          int number = apps.nextNumber(appId);
          var key = new GeneratedKeyHolder();
          jdbc.sql(
                  "INSERT INTO deployments (app_id, number, status, stage, progress, message, requested_commit,"
                      + " triggered_by, idempotency_key, created_at) VALUES (:app, :number, 'pending', 'pending', 0,"
                      + " :message, :commit, :by, :key, :now)")
              .param("app", appId)
              .param("number", number)
              .param("message", DeploymentStatus.PENDING.message())
              .param("commit", commit.orElse(null))
              .param("by", viewer.username())
              .param("key", idempotencyKey.orElse(null))
              .param("now", clock.millis())
              .update(key, "id");
          return find(key.getKey().longValue()).orElseThrow();
        });
  }

  private Optional<Deployment> queuedBefore(Viewer viewer, String key) {
    return jdbc.sql(
            DeploymentRows.SELECT + "WHERE d.triggered_by = :by AND d.idempotency_key = :key")
        .param("by", viewer.username())
        .param("key", key)
        .query(DeploymentRows::map)
        .optional();
  }

  private static void requireSoundKey(String key) {
    if (key.isBlank() || key.length() > IDEMPOTENCY_KEY_MAX) {
      throw new InvalidInputException(
          "idempotencyKey",
          "Idempotency-Key must have 1 to " + IDEMPOTENCY_KEY_MAX + " characters");
    }
  }
}
