package dev.shiplog.reading;

/** Somebody who opens pages. */
enum Visitor {
  /** Whoever has not signed in. */
  NOBODY,
  /** The first person at a server that has no users yet. */
  FIRST,
  /** Has an account and nothing else. */
  NEWCOMER,
  /** Has projects, apps and deployments. */
  READER,
  /** Manages the users. */
  ADMIN
}
