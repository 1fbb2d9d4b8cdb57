package dev.shiplog.deployment;

import dev.shiplog.problem.NoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The runner's side of deployments: claiming the next one and moving it along. Every move is a
 * conditional update.
 */
@Repository
public class DeploymentQueue {

  private static final Logger log = LoggerFactory.getLogger(DeploymentQueue.class);

  private static final int CANDIDATES = 50;

  /** By the index of what runs, which H2 does not use to find what IS NOT NULL. */
  private static final String RUNNING =
      "SELECT id, %s FROM deployments WHERE runner = :runner AND running_app_id > 0";

  private final JdbcClient jdbc;
  private final Deployments deployments;
  private final UsualDurations usualDurations;
  private final Clock clock;
  private final DeploymentEvents events;

  /** Those that were complained of already: each is tried again every second. */
  private final Set<Long> unclaimable = ConcurrentHashMap.newKeySet();

  DeploymentQueue(
      JdbcClient jdbc,
      Deployments deployments,
      UsualDurations usualDurations,
      Clock clock,
      DeploymentEvents events) {
    this.jdbc = jdbc;
    this.deployments = deployments;
    this.usualDurations = usualDurations;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Claims the oldest queued deployment whose app is not being deployed, if there is one.
   *
   * @param runner the server's own name, the same after a restart
   * @param token marks the processes of this run
   */
  public Optional<Deployment> claim(String runner, String token) {
    for (Candidate candidate : candidates()) {
      if (claimed(candidate, runner, token)) {
        return Optional.of(changed(candidate.id()));
      }
    }
    return Optional.empty();
  }

  private boolean claimed(Candidate candidate, String runner, String token) {
    try {
      return claim(candidate, runner, token);
    } catch (RuntimeException e) {
      if (NoDatabase.is(e)) {
        throw e; // No other one can be claimed either.
      }
      if (unclaimable.add(candidate.id())) {
        log.error("Deployment {} cannot be claimed; those behind it are tried", candidate.id(), e);
      }
      return false;
    }
  }

  /**
   * Moves a running deployment to a later stage. False: it has ended meanwhile, nothing was
   * changed.
   */
  public boolean enter(Deployment deployment, DeploymentStatus next) {
    if (next.finished() || !deployment.status().canBecome(next)) {
      throw new IllegalArgumentException(
          "deployment "
              + deployment.id()
              + " cannot go from "
              + deployment.status()
              + " to "
              + next);
    }
    int rows =
        jdbc.sql(
                "UPDATE deployments SET status = :next, stage = :next, progress = :progress, message = :message, "
                    + DeploymentRows.enteredColumn(next)
                    + " = :now WHERE id = :id AND status = :before")
            .param("next", next.word())
            .param("progress", next.progressAfter(deployment.progress()))
            .param("message", next.message())
            .param("now", clock.millis())
            .param("id", deployment.id())
            .param("before", deployment.status().word())
            .update();
    return notifyIf(rows, deployment.id());
  }

  /** Records what was fetched. */
  public void recordCommit(long id, String hash, String subject, String author) {
    int rows =
        jdbc.sql(
                "UPDATE deployments SET commit_hash = :hash, commit_message = :subject, commit_author = :author"
                    + " WHERE id = :id AND finished_at IS NULL")
            .param("hash", hash)
            .param("subject", Excerpt.of(subject, 1000))
            .param("author", Excerpt.of(author, 500))
            .param("id", id)
            .update();
    notifyIf(rows, id);
  }

  /**
   * Ends a deployment; its log must be complete by now.
   *
   * @param error for people, when it did not succeed
   * @return false: it had ended before, nothing was changed
   */
  public boolean finish(
      long id, DeploymentStatus end, Optional<String> error, long logLines, long logBytes) {
    if (!end.finished()) {
      throw new IllegalArgumentException(end + " does not end deployment " + id);
    }
    boolean success = end == DeploymentStatus.SUCCESS;
    int rows =
        jdbc.sql(
                "UPDATE deployments SET failed_stage = CASE WHEN :success THEN NULL ELSE stage END, status = :end,"
                    + " stage = :end, progress = CASE WHEN :success THEN 100 ELSE progress END, message = :message,"
                    + " error_message = :error, finished_at = :now, log_lines = :lines, log_bytes = :bytes,"
                    + " running_app_id = NULL WHERE id = :id AND finished_at IS NULL")
            .param("success", success)
            .param("end", end.word())
            .param("message", end.message())
            .param("error", error.map(text -> Excerpt.of(text, 2000)).orElse(null))
            .param("now", clock.millis())
            .param("lines", logLines)
            .param("bytes", logBytes)
            .param("id", id)
            .update();
    return notifyIf(rows, id);
  }

  /** Publishes the state again, for when the one that changed it failed before it could. */
  public void announce(long id) {
    deployments.find(id).ifPresent(now -> events.publish(new DeploymentChanged(now)));
  }

  /**
   * The deployments this server had claimed and not finished, with their tokens: lost if it does
   * not run them now.
   */
  public Map<Long, String> claimedBy(String runner) {
    return jdbc
        .sql(RUNNING.formatted("run_token"))
        .param("runner", runner)
        .query((rs, n) -> Map.entry(rs.getLong(1), rs.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Those of this server's running deployments that somebody wants stopped, with who. */
  public Map<Long, String> stopsRequested(String runner) {
    return jdbc
        .sql(RUNNING.formatted("stop_requested_by") + " AND stop_requested_by IS NOT NULL")
        .param("runner", runner)
        .query((rs, n) -> Map.entry(rs.getLong(1), rs.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private List<Candidate> candidates() {
    return jdbc.sql(
            "SELECT MIN(d.id) AS oldest, d.app_id FROM deployments d WHERE d.status = 'pending'"
                + " AND NOT EXISTS (SELECT 1 FROM deployments r WHERE r.running_app_id = d.app_id)"
                + " GROUP BY d.app_id ORDER BY oldest LIMIT "
                + CANDIDATES)
        .query((rs, n) -> new Candidate(rs.getLong(1), rs.getLong(2)))
        .list();
  }

  private List<DeploymentStatus> stages(Candidate candidate) {
    return jdbc.sql("SELECT repository, build_command, deploy_command FROM apps WHERE id = :app")
        .param("app", candidate.appId())
        .query((rs, n) -> stages(rs.getString(1), rs.getString(2), rs.getString(3)))
        .optional()
        .orElse(List.of());
  }

  /** What has nothing to do is skipped, so that no viewer sees a stage that never was. */
  private static List<DeploymentStatus> stages(String repository, String build, String deploy) {
    List<DeploymentStatus> stages = new ArrayList<>();
    if (!repository.isEmpty()) {
      stages.add(DeploymentStatus.CLONING);
    }
    if (!build.isEmpty()) {
      stages.add(DeploymentStatus.BUILDING);
    }
    if (!deploy.isEmpty() || stages.isEmpty()) {
      stages.add(DeploymentStatus.DEPLOYING);
    }
    return stages;
  }

  private boolean claim(Candidate candidate, String runner, String token) {
    List<DeploymentStatus> stages = stages(candidate);
    if (stages.isEmpty()) {
      return false; // The app has just been deleted.
    }
    DeploymentStatus first = stages.get(0);
    Map<DeploymentStatus, Duration> usual = usualDurations.of(candidate.appId(), stages);
    try {
      int rows =
          jdbc.sql(
                  "UPDATE deployments SET running_app_id = app_id, runner = :runner, run_token = :token,"
                      + " status = :status, stage = :status, progress = :progress, message = :message, started_at = :now, "
                      + DeploymentRows.enteredColumn(first)
                      + " = :now, usual_cloning_ms = :cloning, usual_building_ms = :building,"
                      + " usual_deploying_ms = :deploying WHERE id = :id AND status = 'pending'")
              .param("runner", runner)
              .param("token", token)
              .param("status", first.word())
              .param("progress", first.progressAfter(0))
              .param("message", first.message())
              .param("now", clock.millis())
              .param("cloning", millis(usual, DeploymentStatus.CLONING))
              .param("building", millis(usual, DeploymentStatus.BUILDING))
              .param("deploying", millis(usual, DeploymentStatus.DEPLOYING))
              .param("id", candidate.id())
              .update();
      return rows == 1;
    } catch (DuplicateKeyException e) {
      return false; // Another server has just started a deployment of the same app.
    }
  }

  private boolean notifyIf(int rows, long id) {
    if (rows == 1) {
      changed(id);
    }
    return rows == 1;
  }

  private Deployment changed(long id) {
    Deployment deployment = deployments.find(id).orElseThrow();
    events.publish(new DeploymentChanged(deployment));
    return deployment;
  }

  private static @Nullable Long millis(
      Map<DeploymentStatus, Duration> usual, DeploymentStatus stage) {
    Duration duration = usual.get(stage);
    return duration == null ? null : duration.toMillis();
  }

  /** A deployment that may be claimed. */
  private record Candidate(long id, long appId) {}
}
