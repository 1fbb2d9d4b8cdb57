-- Each list and count is answered from one of these alone; the rows of a page are read afterwards, by their ids. H2 sorts
-- by an index only if the order names its columns from the first one on.

-- All deployments, newest first.
CREATE INDEX ix_deployments_newest ON deployments (id, app_id);

-- Those of a status: the queue, and lists with that filter.
CREATE INDEX ix_deployments_of_status ON deployments (status, id, app_id);

-- Those of an app and a status. (Those of an app are in the index of uq_deployments_number.)
CREATE INDEX ix_deployments_of_app ON deployments (app_id, status, id);

DROP INDEX ix_deployments_status ON deployments;

-- The names of a project's apps, without their commands.
CREATE INDEX ix_apps_name ON apps (project_id, name);
