package dev.shiplog.account;

import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.problem.RetriedWhenLocked;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The users. There is always an administrator once there was one; only administrators change
 * accounts.
 */
@Component
@RetriedWhenLocked
public class Accounts {

  private static final String COLUMNS = "SELECT id, username, role, created_at FROM users ";

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final PasswordEncoder passwords;
  private final Viewers viewers;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Accounts(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      PasswordEncoder passwords,
      Viewers viewers,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.passwords = passwords;
    this.viewers = viewers;
    this.events = events;
    this.clock = clock;
  }

  /**
   * All users by name.
   *
   * @throws ForbiddenException unless {@code by} is an administrator
   */
  public List<Account> list(Viewer by) {
    requireAdministrator(by);
    return jdbc.sql(COLUMNS + "ORDER BY username").query(Row.class).list().stream()
        .map(Row::toAccount)
        .toList();
  }

  /** The user of that name, in any case; asks for no rights. */
  public Optional<Account> find(String username) {
    return jdbc.sql(COLUMNS + "WHERE username = ?")
        .param(Usernames.normalized(username))
        .query(Row.class)
        .optional()
        .map(Row::toAccount);
  }

  /**
   * Creates a user.
   *
   * @param username 1 to 64 letters, digits, dots, dashes and underscores; made lower case
   * @param password at least 10 characters, at most 72 bytes of UTF-8, not easily guessed
   * @throws ForbiddenException unless {@code by} is an administrator
   * @throws InvalidInputException for the fields "username" and "password"
   * @throws ConflictException when the name is taken
   */
  public Account create(Viewer by, String username, String password, Role role) {
    requireAdministrator(by);
    String name = Usernames.require(username);
    String hash = hashed(name, password);
    try {
      inTransaction(
          () -> {
            insert(
                "INSERT INTO users (username, password_hash, role, created_at) VALUES (?, ?, ?, ?)",
                name,
                hash,
                role);
            long id = existing(name).id();
            events.publishEvent(new AccountCreated(id, name));
            return id;
          });
    } catch (DuplicateKeyException e) {
      throw new ConflictException("There is already a user named " + name + ".");
    }
    return existing(name);
  }

  /**
   * Gives the viewer a new password, which ends their sessions.
   *
   * @throws InvalidInputException for the field "password"
   */
  public void changeOwn(Viewer viewer, String password) {
    set("password_hash", hashed(viewer.username(), password), viewer.id());
    viewers.forget(viewer.id());
  }

  /**
   * Gives a user a new password that nobody chose, for somebody who has lost theirs; asks for no
   * rights.
   *
   * @return the password
   * @throws NotFoundException when there is no such user
   */
  String reset(String username) {
    Account account = existing(username);
    String password = Secrets.randomCode();
    set("password_hash", hashed(account.username(), password), account.id());
    viewers.forget(account.id());
    return password;
  }

  /**
   * Changes a password, a role or both. A new password ends the user's sessions.
   *
   * @throws ForbiddenException unless {@code by} is an administrator
   * @throws InvalidInputException for the field "password"
   * @throws NotFoundException when there is no such user
   * @throws ConflictException when this would leave no administrator
   */
  public Account change(
      Viewer by, String username, Optional<String> password, Optional<Role> role) {
    requireAdministrator(by);
    Optional<String> hash = password.map(it -> hashed(Usernames.normalized(username), it));
    long id =
        inTransaction(
            () -> {
              Account account = existing(username);
              if (role.isPresent() && role.get() != Role.ADMIN) {
                keepAnAdministratorWithout(account.id());
              }
              role.ifPresent(it -> set("role", it.name(), account.id()));
              hash.ifPresent(it -> set("password_hash", it, account.id()));
              return account.id();
            });
    viewers.forget(id);
    return existing(username);
  }

  /**
   * Deletes a user with their tokens and memberships, and ends their sessions.
   *
   * @throws ForbiddenException unless {@code by} is an administrator
   * @throws NotFoundException when there is no such user
   * @throws ConflictException when they own projects or are the last administrator
   */
  public void delete(Viewer by, String username) {
    requireAdministrator(by);
    try {
      long id =
          inTransaction(
              () -> {
                Account account = existing(username);
                keepAnAdministratorWithout(account.id());
                jdbc.sql("DELETE FROM users WHERE id = ?").param(account.id()).update();
                return account.id();
              });
      viewers.forget(id);
    } catch (DataIntegrityViolationException e) {
      throw new ConflictException(
          Usernames.normalized(username)
              + " still owns projects. Hand those projects over, or delete them, first.");
    }
  }

  boolean isEmpty() {
    return jdbc.sql("SELECT COUNT(*) FROM users").query(Long.class).single() == 0;
  }

  /** Creates the first administrator, or nobody when there is a user already. */
  Optional<Account> createFirst(String username, String password) {
    String name = Usernames.require(username);
    String hash = hashed(name, password);
    return insertFirst(name, hash) ? find(name) : Optional.empty();
  }

  /**
   * The lock decides on this server, which is the only one when the database is H2. Among servers
   * that share a MySQL the statement does: reading no users locks the gap it would write to, so
   * that of two at once one fails as a deadlock.
   */
  private synchronized boolean insertFirst(String name, String hash) {
    try {
      int created =
          insert(
              """
              INSERT INTO users (username, password_hash, role, created_at)
              SELECT CAST(? AS CHAR(64)), CAST(? AS CHAR(200)), CAST(? AS CHAR(16)), ?
              FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM users)
              """,
              name,
              hash,
              Role.ADMIN);
      return created == 1;
    } catch (DuplicateKeyException | ConcurrencyFailureException e) {
      return false;
    }
  }

  Optional<Password> password(String username) {
    if (!Usernames.isValid(Usernames.normalized(username))) {
      return Optional.empty();
    }
    return jdbc.sql("SELECT id, username, password_hash FROM users WHERE username = ?")
        .param(Usernames.normalized(username))
        .query(Password.class)
        .optional();
  }

  private static void requireAdministrator(Viewer by) {
    if (!by.admin()) {
      throw new ForbiddenException("Only administrators may manage users.");
    }
  }

  private String hashed(String username, String password) {
    PasswordRules.require("password", username, password);
    return Objects.requireNonNull(passwords.encode(password));
  }

  private int insert(String sql, String name, String hash, Role role) {
    return jdbc.sql(sql).params(name, hash, role.name(), clock.millis()).update();
  }

  private Account existing(String username) {
    return find(username).orElseThrow(() -> new NotFoundException("user not found"));
  }

  private void set(String column, String value, long id) {
    jdbc.sql("UPDATE users SET " + column + " = ? WHERE id = ?").params(value, id).update();
  }

  /** Locks the administrators, so that two of them cannot remove each other at the same time. */
  private void keepAnAdministratorWithout(long id) {
    List<Long> administrators =
        jdbc.sql("SELECT id FROM users WHERE role = 'ADMIN' FOR UPDATE").query(Long.class).list();
    if (administrators.equals(List.of(id))) {
      throw new ConflictException(
          "This is the last administrator. Make somebody else an administrator first.");
    }
  }

  private long inTransaction(LongSupplier work) {
    Long result = transactions.execute(status -> work.getAsLong());
    return Objects.requireNonNull(result);
  }

  record Password(long id, String username, String passwordHash) {}

  private record Row(long id, String username, Role role, long createdAt) {

    Account toAccount() {
      return new Account(id, username, role, Instant.ofEpochMilli(createdAt));
    }
  }
}
