package dev.shiplog.account;

import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.problem.PlainText;
import dev.shiplog.problem.RetriedWhenLocked;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;

/** API tokens: everybody's own. Only a SHA-256 of the secret is stored; it has 256 random bits. */
@Component
@RetriedWhenLocked
public class Tokens {

  private static final String PREFIX = "shl_";
  private static final int MAX_NAME = 100;

  private final JdbcClient jdbc;
  private final Viewers viewers;
  private final Clock clock;

  Tokens(JdbcClient jdbc, Viewers viewers, Clock clock) {
    this.jdbc = jdbc;
    this.viewers = viewers;
    this.clock = clock;
  }

  /**
   * Issues a token that acts as its owner until it is deleted.
   *
   * @param name 1 to 100 characters, no control characters
   * @throws InvalidInputException for the field "name"
   */
  public Token.Issued create(Viewer owner, String name) {
    String valid = validName(name);
    String secret = PREFIX + Secrets.random256();
    Instant now = Instant.ofEpochMilli(clock.millis());
    GeneratedKeyHolder keys = new GeneratedKeyHolder();
    jdbc.sql("INSERT INTO tokens (user_id, name, hash, created_at) VALUES (?, ?, ?, ?)")
        .params(owner.id(), valid, Secrets.sha256(secret), now.toEpochMilli())
        .update(keys, "id");
    viewers.forget(owner.id());
    long id = keys.getKeyAs(Number.class).longValue();
    return new Token.Issued(new Token(id, valid, now), secret);
  }

  /** The owner's tokens, newest first. */
  public List<Token> list(Viewer owner) {
    return jdbc.sql("SELECT id, name, created_at FROM tokens WHERE user_id = ? ORDER BY id DESC")
        .param(owner.id())
        .query(
            (row, number) ->
                new Token(
                    row.getLong("id"),
                    row.getString("name"),
                    Instant.ofEpochMilli(row.getLong("created_at"))))
        .list();
  }

  /**
   * Revokes a token.
   *
   * @throws NotFoundException when the owner has no such token
   */
  public void delete(Viewer owner, long id) {
    int deleted =
        jdbc.sql("DELETE FROM tokens WHERE id = ? AND user_id = ?").params(id, owner.id()).update();
    if (deleted == 0) {
      throw new NotFoundException("token not found");
    }
    viewers.forget(owner.id());
  }

  /**
   * What a user's tokens are called, newest first.
   *
   * @throws ForbiddenException unless it is the viewer or the viewer is an administrator
   */
  public List<String> names(Viewer viewer, String username) {
    requireOwn(viewer, username);
    return jdbc.sql(
            """
            SELECT t.name FROM tokens t JOIN users u ON u.id = t.user_id WHERE u.username = ?
            ORDER BY t.id DESC
            """)
        .param(Usernames.normalized(username))
        .query(String.class)
        .list();
  }

  /**
   * Revokes all tokens of a user.
   *
   * @throws ForbiddenException unless it is the viewer or the viewer is an administrator
   */
  public void deleteAll(Viewer viewer, String username) {
    requireOwn(viewer, username);
    Optional<Long> owner =
        jdbc.sql("SELECT id FROM users WHERE username = ?")
            .param(Usernames.normalized(username))
            .query(Long.class)
            .optional();
    owner.ifPresent(
        id -> {
          jdbc.sql("DELETE FROM tokens WHERE user_id = ?").param(id).update();
          viewers.forget(id);
        });
  }

  private static void requireOwn(Viewer viewer, String username) {
    if (!viewer.admin() && !viewer.username().equals(Usernames.normalized(username))) {
      throw new ForbiddenException("Only administrators may manage others' tokens.");
    }
  }

  Optional<SignedIn> authenticate(String secret) {
    return jdbc.sql(
            """
            SELECT u.id AS user_id, u.username, t.id AS token_id
            FROM tokens t JOIN users u ON u.id = t.user_id WHERE t.hash = ?
            """)
        .param(Secrets.sha256(secret))
        .query(
            (row, number) ->
                SignedIn.withToken(
                    row.getLong("user_id"), row.getString("username"), row.getLong("token_id")))
        .optional();
  }

  private static String validName(String name) {
    String valid = name.strip();
    if (valid.isEmpty() || valid.length() > MAX_NAME) {
      throw new InvalidInputException(
          "name", "Enter a name of 1 to " + MAX_NAME + " characters, such as \"CI server\".");
    }
    return PlainText.requireName("name", valid, MAX_NAME);
  }
}
