-- Names that a project's owner let in and that no user has yet: to the owner they look like members, so that nobody
-- learns in this way which user names exist. They become members when the user is created.
CREATE TABLE project_invitations (
  project_id BIGINT      NOT NULL,
  username   VARCHAR(64) NOT NULL,
  PRIMARY KEY (project_id, username),
  CONSTRAINT fk_invitations_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
);

-- To whom the owner offers the project; it is theirs when they accept.
CREATE TABLE project_offers (
  project_id BIGINT      NOT NULL PRIMARY KEY,
  username   VARCHAR(64) NOT NULL,
  CONSTRAINT fk_offers_project FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE
);
