-- When each stage was entered, and how long it usually took when the deployment was claimed, in milliseconds. NULL: the
-- stage was not entered, nothing is known, or the deployment is older than these columns.

ALTER TABLE deployments ADD (
  cloning_at         BIGINT NULL,
  building_at        BIGINT NULL,
  deploying_at       BIGINT NULL,
  usual_cloning_ms   BIGINT NULL,
  usual_building_ms  BIGINT NULL,
  usual_deploying_ms BIGINT NULL
);
