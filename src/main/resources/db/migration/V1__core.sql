-- One set of migrations for H2 (MySQL mode) and MySQL 8. Times are milliseconds since 1970 in UTC.

CREATE TABLE users (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username      VARCHAR(64)  NOT NULL,
  password_hash VARCHAR(200) NOT NULL,
  role          VARCHAR(16)  NOT NULL,
  created_at    BIGINT       NOT NULL,
  CONSTRAINT uq_users_username UNIQUE (username)
);

CREATE TABLE tokens (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id    BIGINT       NOT NULL,
  name       VARCHAR(100) NOT NULL,
  hash       CHAR(64)     NOT NULL,
  created_at BIGINT       NOT NULL,
  CONSTRAINT uq_tokens_hash UNIQUE (hash),
  CONSTRAINT fk_tokens_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE projects (
  id         BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name       VARCHAR(100) NOT NULL,
  owner_id   BIGINT       NOT NULL,
  created_at BIGINT       NOT NULL,
  CONSTRAINT fk_projects_owner FOREIGN KEY (owner_id) REFERENCES users (id)
);

CREATE TABLE project_members (
  project_id BIGINT NOT NULL,
  user_id    BIGINT NOT NULL,
  PRIMARY KEY (project_id, user_id),
  CONSTRAINT fk_members_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE,
  CONSTRAINT fk_members_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE apps (
  id              BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  project_id      BIGINT        NOT NULL,
  name            VARCHAR(100)  NOT NULL,
  repository      VARCHAR(1000) NOT NULL,
  branch          VARCHAR(255)  NOT NULL,
  build_command   TEXT          NOT NULL,
  deploy_command  TEXT          NOT NULL,
  timeout_seconds INT           NULL,
  last_number     INT           DEFAULT 0 NOT NULL,
  created_at      BIGINT        NOT NULL,
  CONSTRAINT fk_apps_project FOREIGN KEY (project_id) REFERENCES projects (id)
);

CREATE TABLE app_variables (
  app_id    BIGINT       NOT NULL,
  name      VARCHAR(200) NOT NULL,
  content   TEXT         NOT NULL,
  is_secret BOOLEAN      NOT NULL,
  PRIMARY KEY (app_id, name),
  CONSTRAINT fk_variables_app FOREIGN KEY (app_id) REFERENCES apps (id) ON DELETE CASCADE
);

-- running_app_id equals app_id while the deployment runs and is NULL otherwise: its unique index is what keeps two
-- deployments of one app from running at once, on any number of servers.
CREATE TABLE deployments (
  id                 BIGINT        NOT NULL AUTO_INCREMENT PRIMARY KEY,
  app_id             BIGINT        NOT NULL,
  number             INT           NOT NULL,
  status             VARCHAR(16)   NOT NULL,
  stage              VARCHAR(100)  NOT NULL,
  failed_stage       VARCHAR(100)  NULL,
  progress           INT           NOT NULL,
  message            VARCHAR(500)  NOT NULL,
  error_message      VARCHAR(2000) NULL,
  requested_commit   VARCHAR(255)  NULL,
  commit_hash        VARCHAR(64)   NULL,
  commit_message     VARCHAR(1000) NULL,
  commit_author      VARCHAR(500)  NULL,
  triggered_by       VARCHAR(64)   NOT NULL,
  idempotency_key    VARCHAR(255)  NULL,
  created_at         BIGINT        NOT NULL,
  started_at         BIGINT        NULL,
  finished_at        BIGINT        NULL,
  log_lines          BIGINT        DEFAULT 0 NOT NULL,
  log_bytes          BIGINT        DEFAULT 0 NOT NULL,
  running_app_id     BIGINT        NULL,
  runner             VARCHAR(64)   NULL,
  run_token          VARCHAR(64)   NULL,
  stop_requested_by  VARCHAR(64)   NULL,
  CONSTRAINT uq_deployments_number UNIQUE (app_id, number),
  CONSTRAINT uq_deployments_running UNIQUE (running_app_id),
  CONSTRAINT uq_deployments_idempotency UNIQUE (triggered_by, idempotency_key),
  CONSTRAINT fk_deployments_app FOREIGN KEY (app_id) REFERENCES apps (id) ON DELETE CASCADE
);

CREATE INDEX ix_deployments_status ON deployments (status, id);
