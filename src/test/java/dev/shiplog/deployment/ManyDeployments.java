package dev.shiplog.deployment;

import static dev.shiplog.project.Repositories.MEMBER;
import static dev.shiplog.project.Repositories.OWNER;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a busy server has after some years, filled in by a few statements: rows as wide as real
 * ones, in projects of the owner of which every fifth has the member, that of the busy app too.
 */
final class ManyDeployments {

  /** An app with a tenth of all deployments. */
  static final long BUSY_APP = 1;

  private static final int DEPLOYMENTS_PER_APP = 90;
  private static final int APPS_PER_PROJECT = 20;

  private static final String DIGITS =
      "(SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4"
          + " UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8"
          + " UNION ALL SELECT 9)";

  /** 1 to 1000. */
  private static final String NUMBERS =
      "(SELECT c.n * 100 + b.n * 10 + a.n + 1 AS number FROM "
          + DIGITS
          + " a CROSS JOIN "
          + DIGITS
          + " b CROSS JOIN "
          + DIGITS
          + " c)";

  private ManyDeployments() {}

  /**
   * Fills a database that has the users of the tests and nothing else.
   *
   * @param total deployments, a multiple of 2000 from 10,000 to 100,000; a hundredth as many apps
   */
  static void fill(JdbcClient jdbc, int total) {
    int apps = total / 100;
    jdbc.sql(
            "INSERT INTO projects (id, name, owner_id, created_at) SELECT n.number,"
                + " CONCAT('Project ', n.number), :owner, 0 FROM "
                + NUMBERS
                + " n WHERE n.number <= :projects")
        .param("owner", OWNER.id())
        .param("projects", apps / APPS_PER_PROJECT)
        .update();
    jdbc.sql(
            "INSERT INTO project_members (project_id, user_id) SELECT id, :member FROM projects"
                + " WHERE MOD(id, 5) = 2")
        .param("member", MEMBER.id())
        .update();
    jdbc.sql(
            "INSERT INTO apps (id, project_id, name, repository, branch, build_command,"
                + " deploy_command, created_at) SELECT n.number, 1 + MOD(n.number, :projects),"
                + " CONCAT('app-', n.number), 'https://git.example.org/a.git', 'main',"
                + " REPEAT('make build; ', 40), REPEAT('make deploy; ', 40), 0 FROM "
                + NUMBERS
                + " n WHERE n.number <= :apps")
        .param("projects", apps / APPS_PER_PROJECT)
        .param("apps", apps)
        .update();
    jdbc.sql(
            "INSERT INTO app_variables (app_id, name, content, is_secret)"
                + " SELECT id, 'MODE', REPEAT('x', 200), FALSE FROM apps")
        .update();
    insertDeployments(jdbc, "n.id", "n.id <= " + DEPLOYMENTS_PER_APP);
    for (int i = 0; i < 10; i++) {
      int before = DEPLOYMENTS_PER_APP + i * apps;
      insertDeployments(jdbc, "(n.id + " + before + ")", "a.id = " + BUSY_APP);
    }
    jdbc.sql(
            "UPDATE apps SET last_number ="
                + " (SELECT MAX(d.number) FROM deployments d WHERE d.app_id = apps.id)")
        .update();
  }

  /** Seven of ten succeeded, two failed, one was stopped; the apps took turns. */
  private static void insertDeployments(JdbcClient jdbc, String number, String which) {
    jdbc.sql(
            """
            INSERT INTO deployments (app_id, number, status, stage, progress, message, error_message,
              commit_hash, commit_message, commit_author, triggered_by, created_at, started_at,
              finished_at, log_lines, log_bytes, runner, run_token, cloning_at, building_at,
              deploying_at)
            SELECT a.id, $number, $status, $status, 100, 'Deployment over', REPEAT('error ', 100),
              REPEAT('a', 40), REPEAT('change ', 60), 'Ada Lovelace <ada@example.org>', 'ann',
              $number * 1000, $number * 1000, $number * 1000 + 90000, 1000, 50000, 'runner-1',
              'token', $number * 1000, $number * 1000 + 5000, $number * 1000 + 60000
            FROM apps n CROSS JOIN apps a WHERE $which
            """
                .replace(
                    "$status",
                    "CASE WHEN $chance < 7 THEN 'success' WHEN $chance < 9 THEN 'failed' ELSE 'stopped' END")
                .replace("$chance", "MOD(a.id * 7 + $number * 3, 10)")
                .replace("$number", number)
                .replace("$which", which))
        .update();
  }
}
