-- Secrets and passwords stand encrypted. A secret without encrypted_content, and a password in apps.repository, were
-- stored by an older version; the next start encrypts them. MEDIUMTEXT: 20,000 characters may become 80,000.

ALTER TABLE app_variables ADD encrypted_content MEDIUMTEXT NULL;

ALTER TABLE apps ADD repository_credentials TEXT NULL;

-- One row: a word that tells whether a server has the key.
CREATE TABLE encryption_key (
  id   INT          NOT NULL PRIMARY KEY,
  word VARCHAR(200) NOT NULL
);
